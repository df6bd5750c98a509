import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactRatio } from "./exact-ratio.ts";

describe("exactRatio", () => {
  it.each([
    [1, 4, 1, 4],
    [1, 7, 1, 7],
    [10, 1, 10, 1],
    [2, 2, 1, 1],
    [1, 1.05, 20, 21],
    [100, 105, 20, 21],
    [1, 1.281976, 125000, 160247],
    [0.5, 1.5, 1, 3],
    [1e-7, 1, 1e-7, 1],
  ])("%f to %f is %f to %f", (from, to, a, b) => {
    expect(exactRatio(from, to)).toEqual([a, b]);
  });

  it("keeps the ratio of any decimals of six digits, by integers alone", () => {
    const millionths = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(millionths, millionths, (m, n) => {
        const [a, b] = exactRatio(m / 1e6, n / 1e6);
        expect(BigInt(a) * BigInt(n)).toBe(BigInt(b) * BigInt(m));
      }),
    );
  });
});
