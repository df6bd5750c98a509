import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { normalSampler } from "../math/normal-sampler.ts";
import { independentTrials } from "./correlated-trials.ts";
import { effectiveTrials } from "./effective-trials.ts";
import { luckPValue, luckZScore } from "./luck-p-value.ts";

const draw = normalSampler(randomStream(3, "trials"));
const column = (length = 500) => Float64Array.from({ length }, () => draw());
const near = (base: Float64Array, correlation: number) =>
  base.map((value) => Math.sqrt(correlation) * value + Math.sqrt(1 - correlation) * draw());

describe("independentTrials", () => {
  it("lies between copies and independence", () => {
    expect(independentTrials(50, 1)).toBe(1);
    expect(independentTrials(50, 0)).toBe(50);
    expect(independentTrials(50, -0.1)).toBe(50);
    expect(independentTrials(1, 0.5)).toBe(1);
    expect(independentTrials(2, NaN)).toBeNaN();
  });

  it("makes the chance of luck what simulation finds", () => {
    // 40 scores correlated by 0.8, a hundred thousand times: how often does the best pass z?
    const rounds = 100_000;
    const best = Float64Array.from({ length: rounds }, () => {
      const shared = Math.sqrt(0.8) * draw();
      let highest = -Infinity;
      for (let i = 0; i < 40; i++) highest = Math.max(highest, shared + Math.sqrt(0.2) * draw());
      return highest;
    });
    const found = (z: number) => best.filter((value) => value > z).length / rounds;
    const claimed = (z: number) => luckPValue(z, independentTrials(40, 0.8));
    // At the formula's own z they are one number: near 0.007, three standard errors are 0.0008.
    const own = luckZScore(0.025, 40);
    expect(Math.abs(claimed(own) - found(own))).toBeLessThan(0.0008);
    // Where less is asked the claim is cautious, never the other way.
    for (const z of [2, 2.5, 3]) expect(claimed(z)).toBeGreaterThan(found(z));
  });
});

describe("effectiveTrials", () => {
  it("counts near-copies as one group", () => {
    const [a, b, c] = [column(), column(), column()];
    const { trials, clusters, labels, independent } = effectiveTrials([
      a,
      near(a, 0.9),
      b,
      near(a, 0.9),
      near(c, 0.95),
      c,
    ]);
    expect({ trials, clusters }).toEqual({ trials: 6, clusters: 3 });
    expect([...labels]).toEqual([0, 0, 1, 0, 2, 2]);
    expect(independent).toBeGreaterThan(3);
    expect(independent).toBeLessThan(6);
  });

  it("never joins independent trials, however short", () => {
    for (const rows of [6, 20, 250]) {
      const columns = Array.from({ length: 40 }, () => column(rows));
      expect(effectiveTrials(columns).clusters).toBeGreaterThanOrEqual(rows < 100 ? 37 : 40);
    }
  });

  it("takes exact copies for one try", () => {
    const a = column();
    const { clusters, independent } = effectiveTrials([a, a.map((value) => 2 * value), a]);
    expect(clusters).toBe(1);
    expect(independent).toBeCloseTo(1, 3);
  });

  it("leaves out what never varies", () => {
    const { trials, labels } = effectiveTrials([column(), new Float64Array(500), column().fill(NaN, 3, 4)]);
    expect(trials).toBe(1);
    expect([...labels]).toEqual([0, -1, -1]);
  });

  it("measures the spread between groups", () => {
    // two groups whose means' Sharpe ratios are s and t: the variance of two numbers is (s − t)²/2
    const a = Float64Array.of(1, 3, 1, 3, 2, 2, 1, 3, 1, 3);
    const b = Float64Array.of(1, 1, 3, 3, 2, 2, 3, 1, 1, 3).map((value) => value - 2);
    const sharpe = (x: Float64Array) => {
      const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
      return mean / Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (x.length - 1));
    };
    expect(effectiveTrials([a, b]).sharpeVariance).toBeCloseTo((sharpe(a) - sharpe(b)) ** 2 / 2, 12);
  });

  it("refuses columns of different lengths and shares outside 0 to 1", () => {
    expect(() => effectiveTrials([column(5), column(6)])).toThrow("trial 1");
    expect(() => effectiveTrials([column(5)], { sameAbove: 1 })).toThrow("sameAbove");
  });

  it("knows nothing of nothing", () => {
    expect(effectiveTrials([])).toMatchObject({ trials: 0, clusters: 0, independent: 0 });
  });
});
