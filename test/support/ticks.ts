import type { QuoteTicks } from "../../src/market/quote-ticks.ts";
import type { TickConditions, TradeTicks } from "../../src/market/trade-ticks.ts";

function noConditions(length: number): TickConditions {
  return { starts: new Uint32Array(length + 1), codes: new Uint16Array(0) };
}

const nanoseconds = (time: number) => BigInt(Math.round(time * 1000)) * 1000n;

/** Quotes of rows: time, bid, ask, bid size, ask size. */
export function quotesOf(
  symbol: string,
  rows: readonly (readonly [time: number, bid: number, ask: number, bidSize: number, askSize: number])[],
): QuoteTicks {
  const { length } = rows;
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  return {
    ...{ symbol, length, time: column(0), bidPrice: column(1), askPrice: column(2) },
    ...{ bidSize: column(3), askSize: column(4) },
    timeNs: BigInt64Array.from(rows, ([time]) => nanoseconds(time)),
    bidExchange: new Uint16Array(length),
    askExchange: new Uint16Array(length),
    sequence: new Float64Array(length).fill(NaN),
    conditions: noConditions(length),
  };
}

/** Trades of rows: time, price, size. */
export function tradesOf(
  symbol: string,
  rows: readonly (readonly [time: number, price: number, size: number])[],
): TradeTicks {
  const { length } = rows;
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  return {
    ...{ symbol, length, time: column(0), price: column(1), size: column(2) },
    timeNs: BigInt64Array.from(rows, ([time]) => nanoseconds(time)),
    exchange: new Uint16Array(length),
    correction: new Uint8Array(length),
    sequence: new Float64Array(length).fill(NaN),
    conditions: noConditions(length),
  };
}
