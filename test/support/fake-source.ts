import type { DataRequest } from "../../src/data/market-data/data-request.ts";
import type { DataPart, DataRows, InstrumentSource, VendorBars } from "../../src/data/market-data/data-source.ts";
import { millisecondsOf } from "../../src/data/market-data/rows.ts";
import type { Adjustment } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import type { CorporateAction } from "../../src/market/corporate-action.ts";
import { instrument } from "../../src/market/instrument.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface FakeSource extends InstrumentSource {
  /** The ranges that were asked, in order. */
  readonly asked: [number, number][];
}

export interface FakeSourceOptions {
  readonly id?: string;
  /** Parts end at whole multiples of it. */
  readonly partMs?: number;
  /** From here on nothing is published. */
  readonly publishedUntil?: number;
  /** What prices are multiplied with; changes with a split that the source adjusts for. */
  readonly factor?: () => number;
  readonly adjustment?: Adjustment;
  readonly actions?: () => readonly CorporateAction[];
  /** Called before each part; may throw. */
  readonly before?: (from: number) => void | Promise<void>;
}

/**
 * A market around the clock with a bar an hour, but none on days that are multiples of seven. Every number of a bar
 * follows from its time, so that a test knows what must come back.
 */
export function fakeSource(options: FakeSourceOptions = {}): FakeSource {
  const { id = "fake", partMs = 10 * DAY, publishedUntil = Infinity, factor = () => 1, adjustment = "raw" } = options;
  const asked: [number, number][] = [];
  return {
    kind: "instrument",
    id,
    datasets: ["bars", "trades", "quotes"],
    asked,
    factsOf: (symbol) => ({ instrument: instrument(symbol), calendar: aroundTheClock, adjustment }),
    async *fetch(request) {
      asked.push([request.from, request.to]);
      const end = Math.min(request.to, publishedUntil);
      for (let from = request.from; from < end; ) {
        const to = Math.min(end, (Math.floor(from / partMs) + 1) * partMs);
        await options.before?.(from);
        yield partOf(request, from, to, factor());
        from = to;
      }
    },
    ...(options.actions && { fetchActions: async () => options.actions!() }),
  };
}

function partOf(request: DataRequest, from: number, to: number, factor: number): DataPart {
  const data: DataRows =
    request.dataset === "bars"
      ? { dataset: "bars", rows: expectedBars(from, to, factor) }
      : { dataset: "trades", rows: expectedTrades(request.symbol, from, to) };
  return { from, to, data };
}

function hoursOf(from: number, to: number): Float64Array {
  const hours: number[] = [];
  for (let time = Math.ceil(from / HOUR) * HOUR; time < to; time += HOUR) {
    if (Math.floor(time / DAY) % 7 !== 0) hours.push(time);
  }
  return Float64Array.from(hours);
}

/** The bars of the fake market that open in [from, to). */
export function expectedBars(from: number, to: number, factor = 1): VendorBars {
  const time = hoursOf(from, to);
  const close = time.map((at) => (100 + ((at / HOUR) % 97)) * factor);
  return {
    time,
    closeTime: time.map((at) => at + HOUR),
    open: close.map((price) => price - 0.25 * factor),
    high: close.map((price) => price + factor),
    low: close.map((price) => price - factor),
    close,
    volume: time.map((at) => (at / HOUR) % 1000),
    vwap: close.map((price) => price + 0.125 * factor),
  };
}

/** Its trades: one an hour, 999,999,999 ns after the hour's last second began. */
export function expectedTrades(symbol: string, from: number, to: number) {
  const hours = hoursOf(from, to);
  const timeNs = BigInt64Array.from(hours, (at) => BigInt(at + HOUR) * 1_000_000n - 1n);
  return {
    symbol,
    length: hours.length,
    timeNs,
    time: millisecondsOf(timeNs),
    price: hours.map((at) => 50 + ((at / HOUR) % 31)),
    size: hours.map((at) => (at / HOUR) % 5),
    exchange: Uint16Array.from(hours, (at) => (at / HOUR) % 20),
    correction: new Uint8Array(hours.length),
    sequence: hours.map((at) => at / HOUR),
    conditions: {
      starts: Uint32Array.from({ length: hours.length + 1 }, (_, i) => i * 2),
      codes: Uint16Array.from({ length: hours.length * 2 }, (_, i) => (i % 2 === 0 ? 12 : 37)),
    },
  };
}
