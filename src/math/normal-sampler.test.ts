import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { normalCdf } from "./normal.ts";
import { normalSampler } from "./normal-sampler.ts";

const N = 200_000;

function draws(seed: number): Float64Array {
  const draw = normalSampler(randomStream(seed, "normal-sampler"));
  return Float64Array.from({ length: N }, draw);
}

describe("normalSampler", () => {
  it("gives the same numbers to the same stream, others to another", () => {
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
  });

  // Each sample moment is normal around its mean with variance (μ₂ₖ - μₖ²) / N, where μ₂ = 1, μ₄ = 3, μ₆ = 15,
  // μ₈ = 105; four standard errors are allowed.
  it.each([
    { power: 1, mean: 0, variance: 1 },
    { power: 2, mean: 1, variance: 3 - 1 },
    { power: 3, mean: 0, variance: 15 },
    { power: 4, mean: 3, variance: 105 - 9 },
  ])("has the moment $power of a standard normal: $mean", ({ power, mean, variance }) => {
    for (const seed of [1, 2, 3]) {
      const moment = draws(seed).reduce((sum, x) => sum + x ** power, 0) / N;
      expect(Math.abs(moment - mean)).toBeLessThan(4 * Math.sqrt(variance / N));
    }
  });

  it("has the normal distribution (Kolmogorov's distance below its 99.9 % point, 1.95 / √N)", () => {
    const sorted = draws(4).sort();
    let distance = 0;
    for (let i = 0; i < N; i++) {
      const p = normalCdf(sorted[i]!);
      distance = Math.max(distance, Math.abs(p - i / N), Math.abs(p - (i + 1) / N));
    }
    expect(distance * Math.sqrt(N)).toBeLessThan(1.95);
  });

  it("draws independently: neighbours, of one pair or of two, don't correlate", () => {
    const x = draws(5);
    for (const parity of [0, 1]) {
      let sum = 0;
      for (let i = parity; i + 1 < N; i += 2) sum += x[i]! * x[i + 1]!;
      expect(Math.abs(sum / (N / 2))).toBeLessThan(4 / Math.sqrt(N / 2));
    }
  });
});
