import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { wma, wmaIndicator } from "./wma.ts";

describeIndicatorContract(wmaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [
    windowAt(source!, length!, i).reduce((sum, value, k) => sum + (k + 1) * value, 0) / ((length! * (length! + 1)) / 2),
  ],
});

it("weighs the newest value most", () => {
  expect([...wma(Float64Array.of(1, 2, 3), 2, { ticksPerUnit: 1 })]).toStrictEqual([NaN, 5 / 3, 8 / 3]);
});
