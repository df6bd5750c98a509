import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { percentRank, percentRankIndicator } from "./percent-rank.ts";

describeIndicatorContract(percentRankIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [
    windowAt(source!, length!, i).filter((value) => value < source![i]!).length / length!,
  ],
});

it("counts what lies below", () => {
  expect([...percentRank(Float64Array.of(1, 9, 2), 3)]).toStrictEqual([NaN, NaN, 1 / 3]);
});
