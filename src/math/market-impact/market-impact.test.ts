import { describe, expect, it } from "vitest";
import { almgrenImpact } from "./almgren-impact.ts";
import { executionCost, executionSchedule } from "./execution-schedule.ts";
import { squareRootImpact } from "./square-root-impact.ts";

describe("squareRootImpact", () => {
  it("doubles when the size is four times as large", () => {
    // 0.02 × √(1 ÷ 4) = 0.01.
    expect(squareRootImpact(25, 100, 0.02)).toBe(0.01);
    expect(squareRootImpact(100, 100, 0.02)).toBe(0.02);
  });
});

describe("almgrenImpact", () => {
  it("is the published example: IBM, 10 % of the day's volume in a tenth of a day", () => {
    // Almgren et al. (2005), table 3, IBM: σ 1.57 %, X/V 0.1: permanent 20 bp with a turnover factor of (263)^¼ ≈ 4.03,
    // so 0.314 × 1.57 % × 0.1 = 4.93 bp without it; temporary over 0.1 days 22 bp = 0.142 × 1.57 % × 1^0.6.
    const impact = almgrenImpact(10, 100, 0.0157, { permanent: 0.314, temporary: 0.142, exponent: 0.6, days: 0.1 });
    expect(impact.permanent * 1e4).toBeCloseTo(4.93, 2);
    expect(impact.temporary * 1e4).toBeCloseTo(22.3, 1);
    expect(impact.average).toBe(impact.permanent / 2 + impact.temporary);
  });
});

describe("executionSchedule", () => {
  const market = { volatility: 2, halfSpread: 0.01, permanent: 0.001, temporary: 0.01 };

  it("sells in equal parts when only the cost counts", () => {
    const { trades, holdings, urgency } = executionSchedule(100, 4, 4, market, 0);
    expect([...trades]).toEqual([25, 25, 25, 25]);
    expect([...holdings]).toEqual([100, 75, 50, 25, 0]);
    expect(urgency).toBe(0);
    // ½ × 0.001 × 100² + 0.01 × 100 + (0.01 − 0.0005) × 4 × 25² = 5 + 1 + 23.75; 4 × (75² + 50² + 25²).
    const cost = executionCost(trades, 1, market);
    expect(cost.expected).toBeCloseTo(29.75, 10);
    expect(cost.variance).toBe(35_000);
  });

  it("costs less by its own measure than schedules beside it", () => {
    const aversion = 0.001;
    const { trades } = executionSchedule(100, 4, 4, market, aversion);
    const measure = (units: ArrayLike<number>) => {
      const { expected, variance } = executionCost(units, 1, market);
      return expected + aversion * variance;
    };
    const best = measure(trades);
    for (let k = 0; k < 3; k++) {
      for (const step of [-0.5, 0.5]) {
        const other = Float64Array.from(trades);
        other[k]! += step;
        other[k + 1]! -= step;
        expect(measure(other)).toBeGreaterThan(best);
      }
    }
  });

  it("has no answer where permanent impact outweighs the temporary one", () => {
    expect(executionSchedule(100, 4, 4, { ...market, permanent: 0.1 }, 0.1).trades.every(Number.isNaN)).toBe(true);
  });
});
