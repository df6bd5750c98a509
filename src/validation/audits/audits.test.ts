import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beyondBenchmark } from "./beyond-benchmark.ts";
import { concentration } from "./concentration.ts";
import { costFragility } from "./cost-fragility.ts";
import { regimeDependence } from "./regime-dependence.ts";

describe("concentration", () => {
  it("says what is left without the best", () => {
    expect(concentration([5, -1, 2, -3])).toEqual({ total: 3, best: 5, withoutBest: -2, carriers: 1 });
    // 4 + 3 + 2 − 1 = 8; without 4: 4, without 3: 1, without 2: −1
    expect(concentration([2, 4, -1, 3])).toEqual({ total: 8, best: 4, withoutBest: 4, carriers: 3 });
    expect(concentration([-1, -2])).toEqual({ total: -3, best: -1, withoutBest: -2, carriers: 0 });
  });

  it("counts the carriers as whoever takes them away one by one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }), (parts) => {
        const rest = [...parts].sort((a, b) => a - b);
        let carriers = 0;
        while (rest.reduce((a, b) => a + b, 0) > 0) {
          rest.pop();
          carriers++;
        }
        expect(concentration(parts).carriers).toBe(carriers);
      }),
    );
  });

  it("is undefined without parts", () => {
    expect(concentration([])).toEqual({ total: NaN, best: NaN, withoutBest: NaN, carriers: 0 });
    expect(concentration([1, NaN]).total).toBeNaN();
  });
});

describe("regimeDependence", () => {
  it("judges equal parts", () => {
    const found = regimeDependence(Float64Array.of(0.01, 0.03, -0.01, -0.03, 0.02, 0.02));
    // mean 0.02 over deviation 0.01·√2; the second the same below 0; the third doesn't vary
    expect([...found.parts]).toEqual([expect.closeTo(Math.SQRT2, 12), expect.closeTo(-Math.SQRT2, 12), 0]);
    expect(found.positive).toBe(1);
    expect(found.wild).toBeNaN();
  });

  it("tells wild from calm by what the market did before", () => {
    // 100 calm periods, then 100 wild ones; it earns in calm ones only
    const market = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i < 100 ? 0.001 : 0.05));
    const returns = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 0.01 : -0.01) + (i % 2) * 0.004);
    const { wild, calm } = regimeDependence(returns, market);
    expect(calm).toBeGreaterThan(1);
    expect(wild).toBeLessThan(0);
  });
});

describe("costFragility", () => {
  it("compares what is paid with what could be", () => {
    expect(costFragility({ netPnl: 300, costs: 100, tradedNotional: 100_000 })).toEqual({
      paid: 0.001,
      breakEven: 0.004,
      multiple: 4,
    });
    expect(costFragility({ netPnl: 300, costs: 0, tradedNotional: 100_000 }).multiple).toBe(Infinity);
    expect(costFragility({ netPnl: 0, costs: 0, tradedNotional: 0 }).paid).toBeNaN();
  });
});

describe("beyondBenchmark", () => {
  const market = Float64Array.of(0.01, -0.02, 0.03, 0, -0.01, 0.02);

  it("finds nothing beyond the benchmark itself", () => {
    const { beta, alpha, probability } = beyondBenchmark(
      market.map((r) => 2 * r),
      market,
    );
    expect(beta).toBeCloseTo(2, 12);
    expect(alpha).toBeCloseTo(0, 12);
    expect(probability).toBeNaN();
  });

  it("finds what was added", () => {
    // noise orthogonal to a constant and to the market: 1, −1 on the rows with equal sums
    const noise = [1, 1, -1, 1, -1, -1].map((sign) => sign * 0.001);
    const beta = market.reduce((sum, r, i) => sum + r * noise[i]!, 0);
    const { alpha, probability } = beyondBenchmark(
      market.map((r, i) => 0.5 * r + 0.004 + noise[i]!),
      market,
    );
    expect(alpha).toBeGreaterThan(0.004);
    expect(beta).toBeLessThan(0);
    expect(probability).toBeGreaterThan(0.99);
  });

  it("is undefined without a market that moves", () => {
    expect(beyondBenchmark(market, new Float64Array(6)).beta).toBeNaN();
  });
});
