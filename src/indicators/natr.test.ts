import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { natr, natrIndicator } from "./natr.ts";

describeIndicatorContract(natrIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
});

it("is the ATR in percent of the close", () => {
  const values = natr(Float64Array.of(3, 6), Float64Array.of(1, 5), Float64Array.of(2, 5), 1);
  expect([...values]).toStrictEqual([NaN, 80]);
});
