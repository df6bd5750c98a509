import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { ppo, ppoIndicator } from "./ppo.ts";

describeIndicatorContract(ppoIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 20 })),
  badParams: [
    [26, 12],
    [0, 26],
  ],
});

it("is the difference in percent of the slow average: 100 (3 − 2) / 2", () => {
  expect([...ppo(Float64Array.of(1, 3), 1, 2)]).toStrictEqual([NaN, 50]);
});
