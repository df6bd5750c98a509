import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { atr, atrIndicator } from "./atr.ts";

describeIndicatorContract(atrIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
});

const high = Float64Array.of(3, 6, 7, 12);
const low = Float64Array.of(1, 5, 5, 8);
const close = Float64Array.of(2, 5, 6, 9);

it("starts with the mean of the ranges 4 and 2 and moves 1 / length of the way to 6", () => {
  expect([...atr(high, low, close, 2)]).toStrictEqual([NaN, NaN, 3, 4.5]);
});
