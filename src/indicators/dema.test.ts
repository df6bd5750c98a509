import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { dema, demaIndicator } from "./dema.ts";

describeIndicatorContract(demaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 15 })),
  badParams: [[0]],
});

it("has no lag on a straight line: EMA(2) is half a bar late, EMA(EMA) a whole one, 2 · 0.5 − 1 = 0", () => {
  expect([...dema(Float64Array.of(1, 2, 3, 4, 5), 2)]).toStrictEqual([NaN, NaN, 3, 4, 5]);
});
