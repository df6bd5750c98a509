import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { ema, emaIndicator } from "./ema.ts";

describeIndicatorContract(emaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0], [1.5]],
});

it("starts from the mean of its first window and moves 2 / (length + 1) of the way", () => {
  expect([...ema(Float64Array.of(1, 2, 3, 4, 5), 3)]).toStrictEqual([NaN, NaN, 2, 3, 4]);
});

it("is seeded again after a missing value", () => {
  const values = ema(Float64Array.of(1, 2, NaN, 4, 6, 8), 2);
  expect([...values]).toStrictEqual([NaN, 1.5, NaN, NaN, 5, 7]);
});
