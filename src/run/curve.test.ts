import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { buildCurve } from "./curve.ts";

describe("buildCurve", () => {
  it("has a row per bar while there are few", () => {
    const bars = walkBars(5, 1);
    const equity = Float64Array.of(100, 120, 90, 150, 75);
    const benchmark = Float64Array.of(1, 2, 3, 4, 5);
    const curve = buildCurve(bars, equity, benchmark, 1, 100);
    expect([...curve.time]).toEqual([...bars.closeTime.subarray(1)]);
    expect([...curve.close]).toEqual([...bars.close.subarray(1)]);
    expect([...curve.equity]).toEqual([120, 90, 150, 75]);
    expect([...curve.equityLow]).toEqual([...curve.equity]);
    expect([...curve.drawdown]).toEqual([0, -0.25, 0, -0.5]);
    expect([...curve.benchmark]).toEqual([2, 3, 4, 5]);
  });

  it("counts the starting capital as a peak", () => {
    expect([...buildCurve(walkBars(2, 1), Float64Array.of(80, 90), new Float64Array(2), 0, 100).drawdown]).toEqual([
      -0.2,
      expect.closeTo(-0.1, 12),
    ]);
  });

  it("groups neighbours when there are many, and keeps every extreme", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4900, max: 21_000 }), fc.nat(3000), fc.nat(), (length, start, seed) => {
        const bars = walkBars(length, seed);
        const equity = bars.close.map((price, i) => price * (1 + (i % 7) / 10));
        const curve = buildCurve(bars, equity, bars.open, start, 100);
        const rows = curve.time.length;
        const group = Math.ceil((length - start) / 5000);
        expect(rows).toBe(Math.ceil((length - start) / group));
        expect(rows).toBeLessThanOrEqual(5000);
        const row = seed % rows;
        const first = start + row * group;
        const last = Math.min(length, first + group) - 1;
        const part = (column: Float64Array) => column.subarray(first, last + 1);
        expect(curve.time[row]).toBe(bars.closeTime[last]);
        expect(curve.open[row]).toBe(bars.open[first]);
        expect(curve.high[row]).toBe(Math.max(...part(bars.high)));
        expect(curve.low[row]).toBe(Math.min(...part(bars.low)));
        expect(curve.close[row]).toBe(bars.close[last]);
        expect(curve.equity[row]).toBe(equity[last]);
        expect(curve.equityHigh[row]).toBe(Math.max(...part(equity)));
        expect(curve.equityLow[row]).toBe(Math.min(...part(equity)));
        expect(curve.benchmark[row]).toBe(bars.open[last]);

        let peak = 100;
        let worst = 0;
        for (let i = start; i < length; i++) {
          peak = Math.max(peak, equity[i]!);
          worst = Math.min(worst, equity[i]! / peak - 1);
        }
        expect(Math.min(...curve.drawdown)).toBeCloseTo(worst, 12);
      }),
      { numRuns: 15 },
    );
  });
});
