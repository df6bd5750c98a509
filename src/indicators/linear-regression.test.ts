import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { linearRegression, linearRegressionIndicator } from "./linear-regression.ts";

describeIndicatorContract(linearRegressionIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 25 })),
  badParams: [[1]],
  definition([source], [length], i) {
    const n = length!;
    const offset = source![i]!;
    const values = windowAt(source!, n, i).map((value) => value - offset);
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    let xy = 0;
    let xx = 0;
    let yy = 0;
    for (const [x, value] of values.entries()) {
      xy += (x - (n - 1) / 2) * (value - mean);
      xx += (x - (n - 1) / 2) * (x - (n - 1) / 2);
      yy += (value - mean) * (value - mean);
    }
    const slope = xy / xx;
    const middle = offset + mean;
    return [middle + (slope * (n - 1)) / 2, slope, middle - (slope * (n - 1)) / 2, yy === 0 ? NaN : (slope * xy) / yy];
  },
});

it("finds a straight line: 3, 5, 7", () => {
  const { value, slope, intercept, r2 } = linearRegression(Float64Array.of(3, 5, 7), 3);
  expect([value[2], slope[2], intercept[2], r2[2]]).toStrictEqual([7, 2, 3, 1]);
});

it("explains nothing where nothing varies", () => {
  const { value, slope, r2 } = linearRegression(new Float64Array(4).fill(0.1), 3);
  expect([value[3], slope[3], r2[3]]).toStrictEqual([0.1, 0, NaN]);
});
