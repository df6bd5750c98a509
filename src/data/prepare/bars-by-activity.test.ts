import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import type { TradeTicks } from "../../market/trade-ticks.ts";
import { barsByActivity } from "./bars-by-activity.ts";

function trades(rows: readonly (readonly [price: number, size: number, ms?: number])[]): TradeTicks {
  const length = rows.length;
  const time = Float64Array.from(rows, ([, , ms], i) => ms ?? i);
  return {
    symbol: "TEST",
    length,
    timeNs: BigInt64Array.from(time, (ms) => BigInt(ms) * 1_000_000n),
    time,
    price: Float64Array.from(rows, ([price]) => price),
    size: Float64Array.from(rows, ([, size]) => size),
    exchange: new Uint16Array(length),
    correction: new Uint8Array(length),
    sequence: Float64Array.from(rows.keys()),
    conditions: { starts: new Uint32Array(length + 1), codes: new Uint16Array(0) },
  };
}

describe("a fixed amount", () => {
  const rows = trades([
    [10, 60],
    [12, 50],
    [11, 10],
    [9, 90],
    [10, 30],
  ]);

  test("of units: 110, then 100; the rest isn't a bar", () => {
    const bars = barsByActivity(rows, { kind: "volume", amount: 100 });
    expect([...bars.volume]).toEqual([110, 100]);
    expect([...bars.open, ...bars.high, ...bars.low, ...bars.close]).toEqual([10, 11, 12, 11, 10, 9, 12, 9]);
    expect([...bars.time, ...bars.closeTime, ...bars.transactions]).toEqual([0, 2, 1, 3, 2, 2]);
  });

  test("of trades, of money", () => {
    expect([...barsByActivity(rows, { kind: "ticks", amount: 2 }).volume]).toEqual([110, 100]);
    // 600, 1200 fill the first; 110, 920 the second; 300 is left.
    expect([...barsByActivity(rows, { kind: "dollars", amount: 900 }).transactions]).toEqual([2, 2]);
  });

  test("trades of one instant stay together", () => {
    const together = trades([
      [10, 1, 0],
      [11, 1, 5],
      [12, 1, 5],
      [13, 1, 5],
      [14, 1, 6],
    ]);
    expect([...barsByActivity(together, { kind: "ticks", amount: 2 }).transactions]).toEqual([4]);
  });
});

// By hand: signs of 10, 11, 12, 11, 11, 12, 13, 14 are 0 (none before), +, +, −, −, +, +, +.
// The mean starts at 0 with the first; weight 1/2 gives 0, .5, .75, −.125, −.5625, .21875, .609…
// A trade is compared with 2 × |mean before it|: sums 0 (first), 1 ≥ 0 at the second trade: a bar of two trades.
// E[trades] stays 2. Then +1 ≥ 2 × .5 on the first trade, but a bar holds at least two: 1 − 1 = 0 < 1.5;
// −1 ≥ 2 × .125: a bar of three; and so on.
test("an imbalance beyond what was expected", () => {
  const rows = trades([10, 11, 12, 11, 11, 12, 13, 14].map((price) => [price, 1] as const));
  const bars = barsByActivity(rows, { kind: "tick-imbalance", expectedTicks: 2, weight: 0.5 });
  expect([...bars.transactions.subarray(0, 2)]).toEqual([2, 3]);
});

test("bars hold every trade up to the last bar's end, once", () => {
  const row = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9 }));
  const kinds = fc.constantFrom("ticks" as const, "volume" as const, "dollars" as const);
  fc.assert(
    fc.property(fc.array(row), kinds, fc.integer({ min: 1, max: 100 }), (rows, kind, amount) => {
      const bars = barsByActivity(trades(rows), { kind, amount });
      const held = bars.transactions.reduce((sum, n) => sum + n, 0);
      expect(bars.volume.reduce((sum, n) => sum + n, 0)).toBe(
        rows.slice(0, held).reduce((sum, [, size]) => sum + size, 0),
      );
      let at = 0;
      for (const [b, n] of bars.transactions.entries()) {
        const part = rows.slice(at, at + n);
        const amounts = part.map(([price, size]) => (kind === "ticks" ? 1 : kind === "volume" ? size : price * size));
        const filled = amounts.reduce((sum, x) => sum + x, 0);
        expect(filled).toBeGreaterThanOrEqual(amount);
        expect(filled - amounts.at(-1)!).toBeLessThan(amount);
        expect([bars.high[b], bars.low[b]]).toEqual([
          Math.max(...part.map(([p]) => p)),
          Math.min(...part.map(([p]) => p)),
        ]);
        at += n;
      }
    }),
  );
});

test("amounts must be above 0", () => {
  expect(thrown(() => barsByActivity(trades([]), { kind: "ticks", amount: 0 })).code).toBe("BACKSIGHT_ARGUMENT");
});
