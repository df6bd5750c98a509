import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { rollingSum, rollingSumIndicator } from "./rolling-sum.ts";

describeIndicatorContract(rollingSumIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [windowAt(source!, length!, i).reduce((sum, value) => sum + value, 0)],
});

it("adds the last values", () => {
  expect([...rollingSum(Float64Array.of(1, 2, 3), 2)]).toStrictEqual([NaN, 3, 5]);
});
