import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { kama, kamaIndicator } from "./kama.ts";

describeIndicatorContract(kamaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 30 })),
  badParams: [
    [0, 2, 30],
    [10, 0, 30],
    [10, 2, 0],
  ],
});

it("follows a straight line with the fast weight (2/3)², from the value before the first output", () => {
  const values = kama(Float64Array.of(1, 2, 3, 4), 2);
  const first = 2 + (4 / 9) * (3 - 2);
  expect(values[2]).toBeCloseTo(first, 14);
  expect(values[3]).toBeCloseTo(first + (4 / 9) * (4 - first), 14);
});

it("hardly moves, with the slow weight (2/31)², where the path leads nowhere", () => {
  expect(kama(Float64Array.of(1, 2, 1), 2)[2]).toBeCloseTo(2 - (2 / 31) * (2 / 31), 14);
});
