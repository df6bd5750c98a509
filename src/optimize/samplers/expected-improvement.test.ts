import { describe, expect, it } from "vitest";
import { exp } from "../../math/exp.ts";
import { logExpectedImprovement } from "./expected-improvement.ts";

describe("logExpectedImprovement", () => {
  it("is the mean of what lies above the best", () => {
    // By the trapezoid rule over the density, in steps of a thousandth of a deviation.
    const byIntegral = (mean: number, deviation: number, best: number) => {
      let total = 0;
      for (let z = -10; z <= 10; z += 1e-3) {
        const density = exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        total += Math.max(0, mean + deviation * z - best) * density * 1e-3;
      }
      return total;
    };
    for (const [mean, deviation, best] of [
      [0, 1, 0],
      [1, 2, 3],
      [-1, 0.5, 0],
      [2, 0.3, 1],
    ] as const) {
      expect(exp(logExpectedImprovement(mean, deviation, best))).toBeCloseTo(byIntegral(mean, deviation, best), 6);
    }
    // At the best itself it is σ φ(0).
    expect(exp(logExpectedImprovement(5, 2, 5))).toBeCloseTo(2 / Math.sqrt(2 * Math.PI), 12);
  });

  it("goes on without a jump where the improvement is too small for a number", () => {
    const [above, below] = [logExpectedImprovement(-29.9999, 1, 0), logExpectedImprovement(-30.0001, 1, 0)];
    expect(above - below).toBeLessThan(0.01);
    expect(above).toBeGreaterThan(below);
    let last = below;
    for (const mean of [-31, -50, -100, -1e4]) {
      const value = logExpectedImprovement(mean, 1, 0);
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeLessThan(last);
      last = value;
    }
  });

  it("without doubt is the gain, or nothing", () => {
    expect(logExpectedImprovement(3, 0, 2)).toBe(0);
    expect(logExpectedImprovement(2, 0, 2)).toBe(-Infinity);
  });
});
