import { randomStream } from "../dist/core/random.js";
import type { MarketBars } from "../dist/data/formats/flat-files/market-bars.js";
import { dayOfDate } from "../dist/market/calendar/calendar.js";
import { usEquity } from "../dist/market/calendar/us-equity.js";

/** The sessions of January 2024. */
export const SESSIONS = usEquity.sessions(dayOfDate(2024, 1, 1), dayOfDate(2024, 2, 1));

const LETTERS = 26;
const BYTES_PER_ROW = 128;
const ZERO = 48;
const COMMA = 44;
const POINT = 46;
const LINE_FEED = 10;

/** Writes ASCII text into one growing buffer. */
class TextBytes {
  bytes: Buffer<ArrayBuffer>;
  length = 0;

  constructor(header: string, rows: number) {
    this.bytes = Buffer.allocUnsafe(header.length + rows * BYTES_PER_ROW);
    this.text(header);
  }

  text(text: string): void {
    this.length += this.bytes.write(text, this.length, "latin1");
  }

  byte(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  /** A whole number, with the point before its last `decimals` digits. */
  number(whole: number, decimals = 0): void {
    let digits = decimals + 1;
    for (let power = 10 ** digits; power <= whole; power *= 10) digits++;
    const end = this.length + digits + (decimals > 0 ? 1 : 0);
    let rest = whole;
    for (let i = 0, at = end - 1; i < digits; i++) {
      if (decimals > 0 && i === decimals) this.bytes[at--] = POINT;
      const tens = Math.floor(rest / 10);
      this.bytes[at--] = ZERO + rest - 10 * tens;
      rest = tens;
    }
    this.length = end;
  }

  taken(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

/** AAAA, AAAB, … */
export function tickerName(k: number): string {
  let name = "";
  for (let i = 0, rest = k; i < 4; i++, rest = Math.floor(rest / LETTERS)) {
    name = String.fromCharCode(65 + (rest % LETTERS)) + name;
  }
  return name;
}

/** A whole market's minutes of a session as a flat file: 1.5 M rows of 8,000 tickers, most of them traded now and then. */
export function minutesOfMarket(session: number, tickers = 8000): Buffer {
  const day = SESSIONS[session]!;
  const open = usEquity.open(day) / 1000;
  const random = randomStream(day, "whole market");
  const levels = randomStream(0, "whole market");
  const text = new TextBytes("ticker,volume,open,close,high,low,window_start,transactions\n", tickers * 200);
  for (let k = 0; k < tickers; k++) {
    const name = tickerName(k);
    // One in sixteen trades from four in the morning on, one in four every minute of the session.
    const isBusy = k % 16 === 0;
    const rows = isBusy ? 700 : k % 4 === 0 ? 390 : random.below(200);
    const start = isBusy ? open - 5.5 * 3600 : open;
    const step = isBusy ? 900 / 700 : 390 / Math.max(1, rows);
    // A ticker's prices go on from day to day at about the same level.
    let cents = 1500 + levels.below(30_000);
    for (let i = 0; i < rows; i++) {
      const first = cents + random.below(11) - 5;
      const last = Math.max(100, cents + random.below(11) - 5);
      const high = Math.max(first, last) + random.below(4);
      const low = Math.min(first, last) - random.below(4);
      cents = last;
      text.text(name);
      text.byte(COMMA);
      text.number(1 + random.below(4_000_000_000), 6);
      for (const price of [first, last, high, low]) {
        text.byte(COMMA);
        if (random.below(5) === 0) text.number(price * 100 + 25, 4);
        else text.number(price, 2);
      }
      text.byte(COMMA);
      text.number(start + 60 * Math.floor(i * step));
      text.text("000000000,");
      text.number(1 + random.below(200));
      text.byte(LINE_FEED);
    }
  }
  return text.taken();
}

/**
 * A session's market made of another one's in no time: its times, prices some cents off, and each row another's volume.
 */
export function movedMarket(market: MarketBars, from: number, to: number): MarketBars {
  const shift = usEquity.open(SESSIONS[to]!) - usEquity.open(SESSIONS[from]!);
  const cents = ((7 * to) % 41) - 20;
  const moved = (prices: Float64Array) => prices.map((price) => Math.round(price * 10_000 + cents * 100) / 10_000);
  const start = (1009 * to) % market.volume.length;
  const volume = new Float64Array(market.volume.length);
  volume.set(market.volume.subarray(start));
  volume.set(market.volume.subarray(0, start), volume.length - start);
  const { time, open, high, low, close } = market;
  return {
    ...market,
    time: time.map((at) => at + shift),
    open: moved(open),
    high: moved(high),
    low: moved(low),
    close: moved(close),
    volume,
  };
}

/** Trades of a session as a flat file: so many of each of some tickers, a third of them odd lots. */
export function tradesOfMarket(session: number, tickers: number, each: number): Buffer {
  const day = SESSIONS[session]!;
  const open = usEquity.open(day) / 1000;
  const random = randomStream(day, "trades");
  const header =
    "ticker,conditions,correction,exchange,id,participant_timestamp,price,sequence_number,sip_timestamp,size,tape,trf_id,trf_timestamp\n";
  const text = new TextBytes(header, tickers * each);
  for (let k = 0; k < tickers; k++) {
    const name = tickerName(k);
    let cents = 1500 + random.below(30_000);
    for (let i = 0; i < each; i++) {
      const second = open + Math.floor((i * 23_400) / each);
      const nanos = 100_000_000 + Math.floor(((i * 23_400) / each - Math.floor((i * 23_400) / each)) * 800_000_000);
      const kind = random.below(6);
      cents = Math.max(100, cents + random.below(3) - 1);
      text.text(kind < 2 ? `${name},37,0,` : kind === 2 ? `${name},"14,41",0,` : `${name},,0,`);
      text.number(1 + random.below(20));
      text.text(`,${i},${second}${nanos - 5000},`);
      text.number(cents, 2);
      text.text(`,${i * 7},${second}${nanos},`);
      text.number(1 + random.below(kind < 2 ? 99 : 500));
      text.text(",3,0,0\n");
    }
  }
  return text.taken();
}
