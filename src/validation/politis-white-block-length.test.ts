import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { normalQuantile } from "../math/normal.ts";
import { politisWhiteBlockLength } from "./politis-white-block-length.ts";

/** `x = share · the one before + noise`. */
function autoregressive(length: number, share: number, seed: number): Float64Array {
  const random = randomStream(seed, "autoregressive");
  let last = 0;
  return Float64Array.from({ length }, () => {
    last = share * last + normalQuantile((random.nextUint32() + 0.5) / 4294967296);
    return last;
  });
}

describe("politisWhiteBlockLength", () => {
  it("is near the theoretical optimum of an autoregressive series", () => {
    // R(k) ∝ ρ^|k|: G / g = 2·ρ / (1 − ρ²), b = (G²/g²)^(1/3)·n^(1/3) for the stationary bootstrap.
    const n = 20_000;
    for (const share of [0.3, 0.6, 0.8]) {
      const ratio = (2 * share) / (1 - share * share);
      const best = Math.cbrt(ratio * ratio * n);
      const { stationary, circular } = politisWhiteBlockLength(autoregressive(n, share, 1));
      expect(stationary / best).toBeGreaterThan(0.7);
      expect(stationary / best).toBeLessThan(1.4);
      // D is 4/3 instead of 2: longer by the cube root of 1.5.
      expect(circular / stationary).toBeCloseTo(Math.cbrt(1.5), 12);
    }
  });

  it("gives what the program arch (8.0.0, optimal_block_length) gives for a short series", () => {
    const values = [
      -0.86252, 0.619786, -1.760329, -1.030864, 0.039523, -1.361059, 0.027994, -0.054863, 0.89874, -0.91479, -0.625907,
      0.333182, -2.457564, 3.100042, -0.698651, -0.729835, 0.861128, -0.039832, -1.779429, 0.626927,
    ];
    const { stationary, circular } = politisWhiteBlockLength(values);
    expect(stationary).toBeCloseTo(1.9024157352259758, 12);
    expect(circular).toBeCloseTo(2.1777223873707428, 12);
  });

  it("doesn't depend on level and scale, and never exceeds min(3√n, n/3)", () => {
    const values = autoregressive(500, 0.5, 2);
    const { stationary } = politisWhiteBlockLength(values);
    expect(politisWhiteBlockLength(values.map((x) => 7 + 0.001 * x)).stationary).toBeCloseTo(stationary, 8);
    expect(politisWhiteBlockLength(autoregressive(400, 0.999, 3)).stationary).toBeLessThanOrEqual(60);
  });

  it("is NaN where there is nothing to measure", () => {
    for (const values of [[], [1, 2, 3, 4], new Array(50).fill(0.1), [...autoregressive(50, 0.5, 1), NaN]]) {
      expect(politisWhiteBlockLength(values)).toEqual({ stationary: NaN, circular: NaN });
    }
  });
});
