import { describe, expect, it } from "vitest";
import { dailyBars } from "../../../../test/support/random-simulation.ts";
import { DAY_MS } from "../../../market/calendar/calendar.ts";
import type { QuoteTicks } from "../../../market/quote-ticks.ts";
import { quotedSpread } from "./quoted-spread.ts";

/** Quotes at hours after the first bar's open. */
function quotesAt(...rows: readonly (readonly [hour: number, bid: number, ask: number])[]): QuoteTicks {
  const time = Float64Array.from(rows, ([hour]) => 20_000 * DAY_MS + (hour * DAY_MS) / 24);
  const column = (k: 1 | 2) => Float64Array.from(rows, (row) => row[k]);
  const ones = new Float64Array(rows.length).fill(1);
  return {
    ...{ symbol: "TEST", length: rows.length, time, timeNs: BigInt64Array.from(time, (ms) => BigInt(ms) * 1_000_000n) },
    ...{ bidPrice: column(1), askPrice: column(2), bidSize: ones, askSize: ones, sequence: ones },
    ...{ bidExchange: new Uint16Array(rows.length), askExchange: new Uint16Array(rows.length) },
    conditions: { starts: new Uint32Array(rows.length + 1), codes: new Uint16Array(0) },
  };
}

const bars = dailyBars([
  [100, 100],
  [100, 100],
  [100, 100],
]);

describe("quotedSpread", () => {
  it("weighs each quote by the time for which it stood", () => {
    // 2 % for six hours, 1 % for eighteen; the last one stands on.
    const spread = quotedSpread(bars, quotesAt([0, 99, 101], [6, 99.5, 100.5]));
    expect(spread[0]).toBeCloseTo((0.02 * 6 + 0.01 * 18) / 24, 12);
    expect(spread[1]).toBeCloseTo(0.01, 12);
  });

  it("counts no time in which a side is missing or the market crossed, and knows nothing without quotes", () => {
    const spread = quotedSpread(bars, quotesAt([12, 99, 101], [24, 0, 101], [36, 102, 101], [42, 99, 101], [48, 0, 0]));
    expect(spread[0]).toBeCloseTo(0.02, 12);
    expect(spread[1]).toBeCloseTo(0.02, 12);
    expect(spread[2]).toBeNaN();
    expect(quotedSpread(bars, quotesAt())).toEqual(new Float64Array(3).fill(NaN));
  });
});
