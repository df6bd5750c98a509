import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { roc, rocIndicator } from "./roc.ts";

describeIndicatorContract(rocIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [100 * (source![i]! / source![i - length!]! - 1)],
});

it("is the change in percent", () => {
  expect([...roc(Float64Array.of(100, 110, 99), 1)]).toStrictEqual([NaN, 10, -10]);
});

it("is undefined after a value of 0", () => {
  expect(roc(Float64Array.of(0, 1), 1)[1]).toBeNaN();
});
