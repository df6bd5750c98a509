import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { zScore, zScoreIndicator } from "./z-score.ts";

describeIndicatorContract(zScoreIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 30 })),
  badParams: [[1]],
  definition([source], [length], i) {
    const distances = windowAt(source!, length!, i).map((value) => value - source![i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const squares = distances.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return [squares === 0 ? NaN : -mean / Math.sqrt(squares / length!)];
  },
});

it("is one deviation at the higher of two values", () => {
  expect([...zScore(Float64Array.of(1, 3), 2)]).toStrictEqual([NaN, 1]);
});
