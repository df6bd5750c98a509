import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { tema, temaIndicator } from "./tema.ts";

describeIndicatorContract(temaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 12 })),
  badParams: [[0]],
});

it("has no lag on a straight line: 3 · 0.5 − 3 · 1 + 1.5 = 0 bars", () => {
  expect([...tema(Float64Array.of(1, 2, 3, 4, 5, 6), 2)]).toStrictEqual([NaN, NaN, NaN, 4, 5, 6]);
});
