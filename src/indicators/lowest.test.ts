import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { lowest, lowestIndicator } from "./lowest.ts";

describeIndicatorContract(lowestIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [Math.min(...windowAt(source!, length!, i))],
});

it("is the lowest of the last values", () => {
  expect([...lowest(Float64Array.of(3, 1, 2), 2)]).toStrictEqual([NaN, 1, 1]);
});
