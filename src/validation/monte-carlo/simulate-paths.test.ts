import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxDrawdown } from "../../metrics/max-drawdown.ts";
import type { DrawPath } from "./draw-path.ts";
import { fanOf } from "./fan.ts";
import { iidBootstrap } from "./iid-bootstrap.ts";
import { kellyMultiple, kellyUnderUncertainty } from "./kelly.ts";
import { metricIntervals } from "./metric-intervals.ts";
import { drawdownProbability, lossProbabilities, riskOfRuin } from "./ruin.ts";
import { simulatePaths } from "./simulate-paths.ts";

/** Gives the rows of a table, one after the other. */
const scripted = (rows: readonly (readonly number[])[]): DrawPath => {
  let next = 0;
  return (_, out) => out.set(rows[next++]!);
};
const options = { periods: 3, paths: 2, seed: 1, name: "test", startingCash: 100 };

describe("simulatePaths", () => {
  it("follows equity, drawdown and time under water", () => {
    // 100 → 110 → 55 → 66, and 100 → 0 and gone
    const found = simulatePaths(
      scripted([
        [0.1, -0.5, 0.2],
        [-1, 5, 5],
      ]),
      options,
    );
    expect([...found.horizons]).toEqual([0, 1, 2, 3]);
    expect(found.equity.map((column) => column[0])).toEqual([
      100,
      expect.closeTo(110, 9),
      expect.closeTo(55, 9),
      expect.closeTo(66, 9),
    ]);
    expect(found.equity.map((column) => column[1])).toEqual([100, 0, 0, 0]);
    expect([...found.maxDrawdown]).toEqual([expect.closeTo(-0.5, 12), -1]);
    expect([...found.lowest]).toEqual([expect.closeTo(55, 9), 0]);
    expect([...found.longestUnderWater]).toEqual([2, 3]);
  });

  it("finds the drawdown that the metric finds", () => {
    const draw = iidBootstrap([0.05, -0.04, 0.02, -0.03]);
    const seen: number[] = [];
    const found = simulatePaths(draw, {
      ...options,
      periods: 60,
      paths: 20,
      onPath: (_, returns) => {
        let money = 100;
        seen.push(
          maxDrawdown(
            returns.map((value) => (money *= 1 + value)),
            100,
          ),
        );
      },
    });
    expect([...found.maxDrawdown]).toEqual(seen.map((value) => expect.closeTo(value, 12)));
  });

  it("gives the same in any cut of the paths", () => {
    const draw = iidBootstrap([0.05, -0.04, 0.02, -0.03]);
    const whole = simulatePaths(draw, { ...options, periods: 20, paths: 150 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 150 }), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const part = simulatePaths(draw, { ...options, periods: 20, paths: 150, range: [from, to] });
        expect(part.maxDrawdown).toEqual(whole.maxDrawdown.slice(from, to));
        expect(part.equity.at(-1)).toEqual(whole.equity.at(-1)!.slice(from, to));
      }),
      { numRuns: 30 },
    );
  });

  it("has other paths under another seed and name", () => {
    const draw = iidBootstrap([0.05, -0.04]);
    const ends = [{}, { seed: 2 }, { name: "other" }].map(
      (change) => simulatePaths(draw, { ...options, periods: 40, ...change }).equity.at(-1)![0],
    );
    expect(new Set(ends).size).toBe(3);
  });

  it("keeps so many horizons, the ends among them", () => {
    const { horizons } = simulatePaths(iidBootstrap([0]), { ...options, periods: 1000 });
    expect(horizons).toHaveLength(121);
    expect([horizons[0], horizons[60], horizons[120]]).toEqual([0, 500, 1000]);
  });

  it("refuses what makes no path", () => {
    expect(() => simulatePaths(iidBootstrap([0]), { ...options, paths: 0 })).toThrow("paths");
    expect(() => simulatePaths(iidBootstrap([0]), { ...options, startingCash: 0 })).toThrow("startingCash");
  });
});

describe("what paths say", () => {
  // ends 50, 100, 200, 400 after one period
  const table = [[-0.5], [0], [1], [3]];
  const paths = simulatePaths(scripted(table), { ...options, periods: 1, paths: 4 });

  it("fan: quantiles at every horizon", () => {
    const fan = fanOf(paths, [0, 0.5, 1]);
    expect(fan.equity.map((column) => [...column])).toEqual([
      [100, 50],
      [100, 150],
      [100, 400],
    ]);
  });

  it("ruin, drawdowns and losses", () => {
    expect(riskOfRuin(paths, 0.5)).toBe(0.25);
    expect(riskOfRuin(paths, 0.51)).toBe(0);
    expect(drawdownProbability(paths, 0.5)).toBe(0.25);
    expect([...lossProbabilities(paths)]).toEqual([0, 0.25]);
  });

  it("risk of ruin comes near the gambler's", () => {
    // Steps of ±1 % with 0.55 : 0.45; the chance ever to fall by k steps is (0.45/0.55)^k (Feller 1968, XIV.2). In log
    // steps of ln 1.01 a loss of 1 − 1.01^−10 is ten steps: 0.1344. 4,000 periods are long enough for "ever".
    const up = 0.01;
    const draw: DrawPath = (random, out) => {
      for (let i = 0; i < out.length; i++) out[i] = random.uniform() < 0.55 ? up : 1 / (1 + up) - 1;
    };
    const many = simulatePaths(draw, { ...options, periods: 4000, paths: 4000, horizons: 2 });
    // three standard errors: 3·√(0.134·0.866/4000) = 0.016
    expect(Math.abs(riskOfRuin(many, 1 - 1.01 ** -10 - 1e-9) - (0.45 / 0.55) ** 10)).toBeLessThan(0.016);
  });

  it("Kelly's multiple and its spread", () => {
    // mean 0.01, variance (0.01² + 0.01²)/1
    expect(kellyMultiple([0, 0.02])).toBeCloseTo(0.01 / 0.0002, 9);
    expect(kellyMultiple([0.01, 0.01])).toBeNaN();
    expect(kellyUnderUncertainty([0, 0.02], [-1, 0, 1, 2, NaN, 3], 0.25)).toEqual({
      full: expect.closeTo(50, 9),
      low: 0,
      median: 1,
      high: 2,
      cautious: 0,
      noBet: 0.4,
    });
  });

  it("intervals of metrics pass over what is undefined", () => {
    const values = { sharpeRatio: Float64Array.of(3, NaN, 1, 2) };
    expect(metricIntervals({ sharpeRatio: 2.5 }, values, 0.5)).toEqual([
      { id: "sharpeRatio", observed: 2.5, low: 1.5, median: 2, high: 2.5 },
    ]);
  });
});
