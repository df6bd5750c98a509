import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearRegression } from "./linear-regression.ts";

describe("linearRegression", () => {
  it("is what paper says", () => {
    // x 1 2 3 4 (mean 2.5), y 2 4 5 9 (mean 5): Sxy = 4.5 + 0.5 + 0 + 6 = 11, Sxx = 5, Syy = 9 + 1 + 0 + 16 = 26.
    const line = linearRegression([1, 2, 3, 4], [2, 4, 5, 9]);
    expect(line.slope).toBeCloseTo(11 / 5, 14);
    expect(line.intercept).toBeCloseTo(5 - 2.5 * 2.2, 14);
    expect(line.rSquared).toBeCloseTo(121 / 130, 14);
    expect(line.correlation).toBeCloseTo(11 / Math.sqrt(130), 14);
  });

  it("finds the line that the points lie on", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 2, max: 40 }),
        (slope, at0, n) => {
          const x = Float64Array.from({ length: n }, (_, i) => i);
          const line = linearRegression(
            x,
            x.map((v) => at0 + slope * v),
          );
          expect(line.slope).toBeCloseTo(slope, 10);
          expect(line.intercept).toBeCloseTo(at0, 8);
          if (slope === 0) expect(line.correlation).toBeNaN();
          else expect(line.correlation).toBeCloseTo(Math.sign(slope), 12);
        },
      ),
    ));

  it("is NaN without a spread in x, with a NaN and with one point", () => {
    for (const [x, y] of [
      [[], []],
      [[1], [2]],
      [
        [0.1, 0.1, 0.1],
        [1, 2, 3],
      ],
      [
        [1, 2],
        [NaN, 1],
      ],
      [
        [NaN, 2],
        [1, 1],
      ],
    ] as const) {
      const line = linearRegression(x, y);
      expect(Object.values(line).every((v) => Number.isNaN(v))).toBe(true);
    }
  });

  it("refuses columns of different length", () => {
    expect(() => linearRegression([1, 2], [1])).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });
});
