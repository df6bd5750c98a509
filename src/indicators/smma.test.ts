import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { smma, smmaIndicator } from "./smma.ts";

describeIndicatorContract(smmaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
});

it("moves 1 / length of the way: (2 · 1 + 6) / 2 = 4", () => {
  expect([...smma(Float64Array.of(1, 3, 6), 2)]).toStrictEqual([NaN, 2, 4]);
});
