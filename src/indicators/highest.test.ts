import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { highest, highestIndicator } from "./highest.ts";

describeIndicatorContract(highestIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [Math.max(...windowAt(source!, length!, i))],
});

it("is the highest of the last values", () => {
  expect([...highest(Float64Array.of(3, 1, 2), 2)]).toStrictEqual([NaN, 3, 2]);
});
