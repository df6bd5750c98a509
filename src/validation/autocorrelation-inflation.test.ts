import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { normalSampler } from "../math/normal-sampler.ts";
import { autocorrelationInflation } from "./autocorrelation-inflation.ts";

describe("autocorrelationInflation", () => {
  it("sums the weighted autocorrelations", () => {
    // n = 4: L = min(3, ⌊4·0.04^(2/9)⌋) = ⌊1.956⌋ = 1, its weight 1 − 1/2. Deviations 1, 1, −1, −1: ρ(1) = (1 − 1 + 1)/4.
    expect(autocorrelationInflation([2, 2, 0, 0])).toBeCloseTo(1 + 2 * 0.5 * 0.25, 12);
  });

  it("gives no credit for swinging back", () => {
    expect(autocorrelationInflation([1, -1, 1, -1, 1, -1, 1, -1])).toBe(1);
  });

  it("comes near (1 + φ)/(1 − φ) for returns that keep a share of the one before", () => {
    const draw = normalSampler(randomStream(5, "ar"));
    const returns = new Float64Array(200_000);
    for (let i = 1; i < returns.length; i++) returns[i] = 0.3 * returns[i - 1]! + draw();
    // L = ⌊4·2000^(2/9)⌋ = 21; the weights cut 1.857 down to 1 + 2·Σ (1 − k/22)·0.3^k = 1.801
    expect(autocorrelationInflation(returns)).toBeCloseTo(1.801, 1);
  });

  it("is undefined where nothing varies", () => {
    expect(autocorrelationInflation([1, 1, 1])).toBeNaN();
    expect(autocorrelationInflation([1])).toBeNaN();
    expect(autocorrelationInflation([1, NaN, 2])).toBeNaN();
  });
});
