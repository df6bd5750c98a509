import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { rollingQuantile, rollingQuantileIndicator } from "./rolling-quantile.ts";

describeIndicatorContract(rollingQuantileIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 25 }), fc.constantFrom(0, 0.1, 0.5, 0.77, 1)),
  badParams: [
    [0, 0.5],
    [5, -0.1],
    [5, 1.1],
    [5, NaN],
  ],
  definition([source], [length, share], i) {
    const sorted = windowAt(source!, length!, i).sort();
    const place = (length! - 1) * share!;
    const below = Math.floor(place);
    const above = Math.min(below + 1, length! - 1);
    return [sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!)];
  },
});

it("lies between the neighbours: three quarters of 1, 2, 9 is half way from 2 to 9", () => {
  expect([...rollingQuantile(Float64Array.of(1, 9, 2), 3, 0.75)]).toStrictEqual([NaN, NaN, 5.5]);
});
