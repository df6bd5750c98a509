import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeShares } from "./whole-shares.ts";

describe("wholeShares", () => {
  it("is what paper says", () => {
    // 60 and 40 of 100 at 25 and 30: 2 and 1, 20 left, which pays for nothing more.
    expect(wholeShares([0.6, 0.4], [25, 30], 100)).toEqual({ shares: Float64Array.of(2, 1), leftover: 20 });
    // At 19: 3 and 1 leave 13. The second lacks most, but 30 is too much.
    expect(wholeShares([0.6, 0.4], [19, 30], 100)).toEqual({ shares: Float64Array.of(3, 1), leftover: 13 });
    // 9.5 and 0.5: 9 and 0 first, then one of the second, which lacks 5 %.
    expect(wholeShares([0.95, 0.05], [10, 10], 100)).toEqual({ shares: Float64Array.of(9, 1), leftover: 0 });
  });

  it("never spends more than there is, nor what should stay cash", () => {
    const asset = fc.record({
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
      price: fc.double({ min: 0.5, max: 500, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(asset, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (assets, cash) => {
          const total = assets.reduce((sum, { weight }) => sum + weight, 0);
          fc.pre(total > 0.01);
          const weights = assets.map(({ weight }) => (weight / total) * (1 - cash));
          const prices = assets.map(({ price }) => price);
          const { shares, leftover } = wholeShares(weights, prices, 10_000);
          const spent = shares.reduce((sum, count, i) => sum + count * prices[i]!, 0);
          expect(spent + leftover).toBeCloseTo(10_000, 6);
          expect(leftover).toBeGreaterThan(10_000 * cash - 1e-6);
          expect(
            shares.every((count, i) => Number.isInteger(count) && count >= 0 && (weights[i]! > 0 || count === 0)),
          ).toBe(true);
        },
      ),
    );
  });

  it("refuses short positions, more than all, and prices that are none", () => {
    expect(() => wholeShares([-0.1], [1], 1)).toThrow("weights[0] must be a finite number, not negative, was -0.1.");
    expect(() => wholeShares([0.7, 0.7], [1, 1], 1)).toThrow("weights must be at most 1 in all, was 1.4.");
    expect(() => wholeShares([0.5], [0], 1)).toThrow("prices[0] must be a finite number above 0, was 0.");
  });
});
