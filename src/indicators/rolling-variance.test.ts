import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { rollingVariance, rollingVarianceIndicator } from "./rolling-variance.ts";

describeIndicatorContract(rollingVarianceIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 30 }), fc.constantFrom(0, 1)),
  badParams: [
    [0, 0],
    [1, 1],
    [5, 2],
  ],
  definition([source], [length, ddof], i) {
    const distances = windowAt(source!, length!, i).map((value) => value - source![i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const squares = distances.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return [squares / (length! - ddof!)];
  },
});

it("divides by the length, or by one less", () => {
  const values = Float64Array.of(1, 3, 7);
  expect([...rollingVariance(values, 2).slice(1)]).toStrictEqual([1, 4]);
  expect([...rollingVariance(values, 2, 1).slice(1)]).toStrictEqual([2, 8]);
});
