import type { QuoteTicks } from "../../../market/quote-ticks.ts";
import type { TradeTicks } from "../../../market/trade-ticks.ts";
import type { FlatFileFields } from "./flat-file-fields.ts";
import { fieldCode } from "./flat-file-header.ts";
import type { FlatFileOptions } from "./flat-file-options.ts";
import type { FlatFileQuality } from "./flat-file-quality.ts";
import { FlatFileReader } from "./flat-file-reader.ts";
import { type TakenTicks, TickBuffer } from "./tick-buffer.ts";

const LARGEST_CODE = 65_535;
/** Rows of a piece: more of one ticker come in several. */
const PIECE_ROWS = 1 << 18;

const PRICE = fieldCode("price");
const SIZE = fieldCode("size");
const SEQUENCE = fieldCode("sequence");
const EXCHANGE = fieldCode("exchange");
const CORRECTION = fieldCode("correction");
const BID_PRICE = fieldCode("bidPrice");
const ASK_PRICE = fieldCode("askPrice");
const BID_SIZE = fieldCode("bidSize");
const ASK_SIZE = fieldCode("askSize");
const BID_EXCHANGE = fieldCode("bidExchange");
const ASK_EXCHANGE = fieldCode("askExchange");

/** What a dataset's columns are in the buffer. */
interface TickLayout {
  readonly numbers: readonly number[];
  readonly codes: readonly number[];
}
const TRADE_LAYOUT: TickLayout = { numbers: [PRICE, SIZE, SEQUENCE], codes: [EXCHANGE, CORRECTION] };
const QUOTE_LAYOUT: TickLayout = {
  numbers: [BID_PRICE, ASK_PRICE, BID_SIZE, ASK_SIZE, SEQUENCE],
  codes: [BID_EXCHANGE, ASK_EXCHANGE],
};

/**
 * Reads a flat file of trades or quotes, which may hold hundreds of millions of rows: `push` its text, unpacked, in
 * chunks of bytes; each call gives the pieces that became complete. A piece holds consecutive rows of one ticker in the
 * file's order, up to 262,144; a ticker may come in several, also with others in between: `joinTicks` puts the pieces of
 * one together. Nanoseconds are exact.
 */
export class TickPiecesReader<Ticks> {
  private readonly reader: FlatFileReader;
  private readonly layout: TickLayout;
  private readonly buffer: TickBuffer;
  private readonly toTicks: (symbol: string, taken: TakenTicks) => Ticks;
  private symbol = "";
  private pieces: Ticks[] = [];
  private readonly seen = new Set<string>();

  constructor(
    dataset: "trades" | "quotes",
    layout: TickLayout,
    toTicks: (symbol: string, taken: TakenTicks) => Ticks,
    options: FlatFileOptions,
  ) {
    this.layout = layout;
    this.toTicks = toTicks;
    this.buffer = new TickBuffer(layout.numbers.length, layout.codes.length);
    this.reader = new FlatFileReader(dataset, options, {
      begin: () => this.begin(),
      add: (fields, time) => this.add(fields, time),
    });
  }

  /** Complete only when `finish` was called. */
  get quality(): FlatFileQuality {
    return this.reader.quality;
  }

  /** @throws {BacksightError} as `FlatFileReader.push` */
  push(chunk: Uint8Array): Ticks[] {
    this.reader.push(chunk);
    return this.taken();
  }

  /** The last piece; the reader is spent afterwards. @throws {BacksightError} as `FlatFileReader.finish` */
  finish(): Ticks[] {
    this.reader.finish();
    this.complete();
    return this.taken();
  }

  private taken(): Ticks[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  private complete(): void {
    if (this.buffer.length > 0) this.pieces.push(this.toTicks(this.symbol, this.buffer.take()));
  }

  private begin(): void {
    const { runs, quality } = this.reader;
    const symbol = runs.tickers[runs.current]!;
    // Rows of a ticker that isn't wanted, or of a wrong date, may stand between.
    if (symbol === this.symbol) return;
    this.complete();
    this.symbol = symbol;
    if (this.seen.has(symbol)) quality.splitTickers++;
    this.seen.add(symbol);
  }

  private add(fields: FlatFileFields, time: number): string {
    const { buffer, layout } = this;
    const { numbers } = fields;
    buffer.begin(fields.seconds, fields.nanos, time);
    for (let j = 0; j < layout.numbers.length; j++) {
      const field = layout.numbers[j]!;
      const value = numbers[field]!;
      if (Number.isNaN(value) && field !== SEQUENCE && fields.ends[field]! > 0) return "a price or size is empty";
      buffer.setNumber(j, value);
    }
    for (let j = 0; j < layout.codes.length; j++) {
      // What isn't known is 0; an empty field, too.
      const value = numbers[layout.codes[j]!]! || 0;
      if (!(value >= 0 && value <= LARGEST_CODE && Number.isInteger(value)))
        return `${value} is no exchange or correction`;
      buffer.setCode(j, value);
    }
    for (let j = 0; j < fields.conditionCount; j++) buffer.addCondition(fields.conditions[j]!);
    this.count(numbers);
    if (buffer.length === PIECE_ROWS) this.complete();
    return "";
  }

  private count(numbers: Float64Array): void {
    const { quality } = this.reader;
    if (this.layout === TRADE_LAYOUT) {
      if (numbers[CORRECTION]! > 0) quality.corrected++;
      if (numbers[SIZE] === 0) quality.zeroVolumes++;
      if (!(numbers[PRICE]! > 0) || numbers[SIZE]! < 0) quality.oddValues++;
    } else if (numbers[BID_PRICE]! < 0 || numbers[ASK_PRICE]! < 0 || numbers[BID_SIZE]! < 0 || numbers[ASK_SIZE]! < 0) {
      quality.oddValues++;
    }
  }
}

/** Reads a flat file of trades, or of index values, which come as trades without a size (NaN). */
export function tradePiecesReader(options: FlatFileOptions): TickPiecesReader<TradeTicks> {
  return new TickPiecesReader("trades", TRADE_LAYOUT, tradesOf, options);
}

/** Reads a flat file of quotes; sizes that the vendor doesn't give (forex) are NaN. */
export function quotePiecesReader(options: FlatFileOptions): TickPiecesReader<QuoteTicks> {
  return new TickPiecesReader("quotes", QUOTE_LAYOUT, quotesOf, options);
}

function tradesOf(symbol: string, { length, timeNs, time, numbers, codes, conditions }: TakenTicks): TradeTicks {
  const [price, size, sequence] = numbers as [Float64Array, Float64Array, Float64Array];
  const [exchange, corrections] = codes as [Uint16Array, Uint16Array];
  // Any number but 0 means the same: larger ones mustn't become it.
  const correction = Uint8Array.from(corrections, (code) => Math.min(code, 255));
  return { symbol, length, timeNs, time, price, size, exchange, correction, sequence, conditions };
}

function quotesOf(symbol: string, { length, timeNs, time, numbers, codes, conditions }: TakenTicks): QuoteTicks {
  const [bidPrice, askPrice, bidSize, askSize, sequence] = numbers as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [bidExchange, askExchange] = codes as [Uint16Array, Uint16Array];
  return {
    symbol,
    length,
    timeNs,
    time,
    bidPrice,
    askPrice,
    bidSize,
    askSize,
    bidExchange,
    askExchange,
    sequence,
    conditions,
  };
}
