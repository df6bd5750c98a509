import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { kurtosis, mean, standardDeviation } from "../../math/moments.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import type { DrawPath } from "./draw-path.ts";
import { fitGarch, garchPaths } from "./garch.ts";
import { fitGeometricBrownian, geometricBrownianPaths } from "./geometric-brownian.ts";
import { fitRegimeSwitching, regimeSwitchingPaths } from "./regime-switching.ts";

const drawn = (draw: DrawPath, length: number, name = "paths") => {
  const out = new Float64Array(length);
  draw(randomStream(4, name), out);
  return out;
};
const logs = (returns: Float64Array) => returns.map(Math.log1p);

describe("geometric Brownian motion", () => {
  it("is fitted by the moments of log returns", () => {
    // log returns ln 2 and −ln 2: mean 0, deviation √2·ln 2
    expect(fitGeometricBrownian([1, -0.5])).toEqual({ mean: 0, deviation: expect.closeTo(Math.SQRT2 * Math.LN2, 12) });
  });

  it("draws what was fitted", () => {
    const path = logs(drawn(geometricBrownianPaths({ mean: 0.001, deviation: 0.02 }), 100_000));
    expect(mean(path)).toBeCloseTo(0.001, 3);
    expect(standardDeviation(path, 1)).toBeCloseTo(0.02, 3);
    expect(kurtosis(path)).toBeCloseTo(3, 1);
  });
});

describe("GARCH(1,1)", () => {
  const truth = { mean: 0.0004, omega: 0.0001 * (1 - 0.98), alpha: 0.08, beta: 0.9, nextVariance: 0.0001 };
  const draw = normalSampler(randomStream(6, "residuals"));
  const residuals = Float64Array.from({ length: 4000 }, draw);
  const record = drawn(garchPaths({ ...truth, residuals }), 8000);

  it("is found again in what it made", () => {
    const fitted = fitGarch(record);
    // standard errors of 8,000 days are near 0.01 and 0.013
    expect(Math.abs(fitted.alpha - 0.08)).toBeLessThan(0.03);
    expect(Math.abs(fitted.beta - 0.9)).toBeLessThan(0.04);
    expect(fitted.mean).toBeCloseTo(0.0004, 3);
    expect(standardDeviation(fitted.residuals, 0)).toBeCloseTo(1, 12);
  });

  it("keeps the long-run variance and makes fat tails", () => {
    const path = logs(drawn(garchPaths(fitGarch(record)), 60_000));
    expect(standardDeviation(path, 0) / standardDeviation(logs(record), 0)).toBeCloseTo(1, 0);
    expect(kurtosis(path)).toBeGreaterThan(3.3);
  });

  it("refuses too little, and what doesn't vary", () => {
    expect(() => fitGarch(new Float64Array(49).fill(0.01))).toThrow("at least 50");
    expect(() => fitGarch(new Float64Array(60).fill(0.01))).toThrow("variance of the returns");
    expect(() => fitGarch(new Float64Array(60).fill(-1))).toThrow("log returns");
  });
});

describe("two regimes", () => {
  const truth = { means: [0.001, -0.002], deviations: [0.005, 0.02], stay: [0.98, 0.95], isWildNow: 0.3 } as const;
  const record = drawn(regimeSwitchingPaths(truth), 6000);
  const fitted = fitRegimeSwitching(record);

  it("are found again in what they made", () => {
    for (const state of [0, 1] as const) {
      expect(fitted.deviations[state] / truth.deviations[state]).toBeCloseTo(1, 1);
      expect(Math.abs(fitted.means[state] - truth.means[state])).toBeLessThan(0.0015);
      expect(Math.abs(fitted.stay[state] - truth.stay[state])).toBeLessThan(0.02);
    }
  });

  it("never get less likely by a round", () => {
    // The likelihood of what was fitted is at least that of the truth, computed plainly here.
    const values = logs(record);
    const likelihood = ({ means, deviations, stay }: Omit<typeof fitted, "isWildNow">) => {
      const density = (value: number, s: 0 | 1) =>
        Math.exp(-((value - means[s]) ** 2) / (2 * deviations[s] ** 2)) / (deviations[s] * Math.sqrt(2 * Math.PI));
      let chance = [0.5, 0.5] as [number, number];
      let sum = 0;
      for (const value of values) {
        const parts = [chance[0] * density(value, 0), chance[1] * density(value, 1)] as const;
        const all = parts[0] + parts[1];
        sum += Math.log(all);
        const [calm, wild] = [parts[0] / all, parts[1] / all];
        chance = [calm * stay[0] + wild * (1 - stay[1]), calm * (1 - stay[0]) + wild * stay[1]];
      }
      return sum;
    };
    expect(likelihood(fitted)).toBeGreaterThan(likelihood(truth) - 0.5);
  });

  it("name the calm one first and know where they are", () => {
    expect(fitted.deviations[0]).toBeLessThan(fitted.deviations[1]);
    const draw = normalSampler(randomStream(7, "ends"));
    const endsWild = Float64Array.from({ length: 600 }, (_, i) => draw() * (i < 500 ? 0.004 : 0.03));
    expect(fitRegimeSwitching(endsWild).isWildNow).toBeGreaterThan(0.9);
    expect(fitRegimeSwitching(endsWild.slice().reverse()).isWildNow).toBeLessThan(0.1);
  });
});
