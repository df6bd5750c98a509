import { PiecewiseColumn } from "../csv/piecewise-column.ts";
import type { FlatFileFields } from "./flat-file-fields.ts";
import { fieldCode } from "./flat-file-header.ts";
import type { FlatFileOptions } from "./flat-file-options.ts";
import { FlatFileReader } from "./flat-file-reader.ts";
import { MARKET_BAR_COLUMNS, type MarketBarColumn, type MarketBars } from "./market-bars.ts";
import { orderByTicker } from "./order-by-ticker.ts";

const OPEN = fieldCode("open");
const HIGH = fieldCode("high");
const LOW = fieldCode("low");
const CLOSE = fieldCode("close");
const VOLUME = fieldCode("volume");
const TRANSACTIONS = fieldCode("transactions");
/** More rows than 2^28 don't fit the columns. */
const MOST_ROWS = 1 << 28;

/**
 * Reads a flat file of aggregates (minute, day or session; stocks, options, crypto, forex, indices, futures): `push` its
 * text, unpacked, in chunks of bytes, then `finish` once. Only the columns are held in memory.
 *
 * Times come as milliseconds, exact for whole ones; numbers as the doubles nearest to the decimals in the file; volume
 * and transactions are NaN for indices. What stands twice, out of order or under a wrong date is put right and counted
 * in `quality`.
 *
 * @example
 * const reader = new MarketBarsReader({ path: "2024-01-02.csv.gz" });
 * for await (const chunk of chunks) reader.push(chunk);
 * const market = reader.finish();
 */
export class MarketBarsReader {
  private readonly columns: Readonly<Record<MarketBarColumn, PiecewiseColumn>>;
  private readonly options: FlatFileOptions;
  private readonly reader: FlatFileReader;

  constructor(options: FlatFileOptions) {
    this.options = options;
    this.columns = {
      time: new PiecewiseColumn(),
      open: new PiecewiseColumn(),
      high: new PiecewiseColumn(),
      low: new PiecewiseColumn(),
      close: new PiecewiseColumn(),
      volume: new PiecewiseColumn(),
      transactions: new PiecewiseColumn(),
    };
    this.reader = new FlatFileReader("bars", options, {
      begin: () => this.reader.runs.begin(this.columns.time.length),
      add: (fields, time) => this.add(fields, time),
    });
  }

  /** @throws {BacksightError} as `FlatFileReader.push` */
  push(chunk: Uint8Array): void {
    this.reader.push(chunk);
  }

  /** All bars; the reader is spent afterwards. @throws {BacksightError} as `FlatFileReader.finish` */
  finish(): MarketBars {
    const { columns, reader, options } = this;
    reader.finish();
    const { quality, runs } = reader;
    const market: Partial<Record<MarketBarColumn, Float64Array>> = {};
    for (const name of MARKET_BAR_COLUMNS) market[name] = columns[name].finish();
    return orderByTicker(market as Record<MarketBarColumn, Float64Array>, runs, options.duplicates ?? "last", quality);
  }

  private add(fields: FlatFileFields, time: number): string {
    const { columns } = this;
    const { numbers } = fields;
    const open = numbers[OPEN]!;
    const high = numbers[HIGH]!;
    const low = numbers[LOW]!;
    const close = numbers[CLOSE]!;
    const volume = numbers[VOLUME]!;
    const transactions = numbers[TRANSACTIONS]!;
    const sum = open + high + low + close;
    if (Number.isNaN(sum)) return this.emptyPrice(fields);
    if (!(volume > 0)) {
      if (volume === 0) this.reader.quality.zeroVolumes++;
      else if (Number.isNaN(volume) && fields.ends[VOLUME]! > 0) return "its volume is empty";
    }
    if (!(open > 0 && high > 0 && low > 0 && close > 0 && high >= low) || volume < 0) this.reader.quality.oddValues++;
    if (columns.time.length === MOST_ROWS) return `it holds more than ${MOST_ROWS} rows`;
    columns.time.push(time);
    columns.open.push(open);
    columns.high.push(high);
    columns.low.push(low);
    columns.close.push(close);
    columns.volume.push(volume);
    columns.transactions.push(transactions);
    return "";
  }

  private emptyPrice({ numbers }: FlatFileFields): string {
    const names = { open: OPEN, high: HIGH, low: LOW, close: CLOSE };
    const empty = Object.entries(names).find(([, field]) => Number.isNaN(numbers[field]));
    return `its ${empty?.[0]} is empty`;
  }
}
