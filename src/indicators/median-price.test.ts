import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { medianPrice, medianPriceIndicator } from "./median-price.ts";

describeIndicatorContract(medianPriceIndicator, {
  params: fc.constant([]),
  definition: ([high, low], _, i) => [(high![i]! + low![i]!) / 2],
});

it("is the middle of the bar", () => {
  expect([...medianPrice(Float64Array.of(3, 5), Float64Array.of(1, 2))]).toStrictEqual([2, 3.5]);
});
