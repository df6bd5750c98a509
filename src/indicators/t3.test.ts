import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { t3, t3Indicator } from "./t3.ts";

describeIndicatorContract(t3Indicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(0, 0.7, 1)),
  badParams: [
    [0, 0.7],
    [5, -1],
    [5, NaN],
  ],
});

const line = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);

it("is three DEMAs with factor 1, which follow a straight line without lag", () => {
  expect(t3(line, 2, 1)[6]).toBeCloseTo(7, 12);
  expect(t3(line, 2, 1)[7]).toBeCloseTo(8, 12);
});

it("is a triple EMA with factor 0: three times half a bar late", () => {
  expect(t3(line, 2, 0)[6]).toBeCloseTo(5.5, 12);
});
