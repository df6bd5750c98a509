import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lowerPartialMoment, upperPartialMoment } from "./partial-moments.ts";

describe("partial moments", () => {
  it("are what paper says", () => {
    // Below 2: 1 and −1, short by 1 and 3. Above: 4 and 5, beyond by 2 and 3. Exactly 2 counts for neither. n = 5.
    const values = [1, 4, 2, -1, 5];
    expect([0, 1, 2, 3].map((order) => lowerPartialMoment(values, 2, order as 0))).toEqual([
      2 / 5,
      4 / 5,
      10 / 5,
      28 / 5,
    ]);
    expect([0, 1, 2, 3].map((order) => upperPartialMoment(values, 2, order as 0))).toEqual([
      2 / 5,
      5 / 5,
      13 / 5,
      35 / 5,
    ]);
  });

  it("are NaN without values and with a NaN", () => {
    expect(lowerPartialMoment([], 0, 1)).toBeNaN();
    expect(upperPartialMoment([1, NaN], 0, 1)).toBeNaN();
    expect(lowerPartialMoment([1, NaN], 0, 0)).toBeNaN();
  });

  it("of order 1 differ by mean minus threshold", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
        fc.integer({ min: -100, max: 100 }),
        (values, threshold) => {
          const difference = upperPartialMoment(values, threshold, 1) - lowerPartialMoment(values, threshold, 1);
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          expect(difference).toBeCloseTo(mean - threshold, 9);
        },
      ),
    ));
});
