import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { trueRange, trueRangeIndicator } from "./true-range.ts";

describeIndicatorContract(trueRangeIndicator, {
  params: fc.constant([]),
  definition: ([high, low, close], _, i) => [Math.max(high![i]!, close![i - 1]!) - Math.min(low![i]!, close![i - 1]!)],
});

it("reaches to the close before", () => {
  expect([...trueRange(Float64Array.of(3, 6), Float64Array.of(1, 5), Float64Array.of(2, 5))]).toStrictEqual([NaN, 4]);
});
