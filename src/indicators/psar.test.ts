import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { psar, psarIndicator } from "./psar.ts";

describeIndicatorContract(psarIndicator, {
  params: fc.tuple(fc.constantFrom(0.01, 0.02, 0.1), fc.constantFrom(0.05, 0.2)),
  badParams: [
    [0, 0.2],
    [0.02, -1],
    [NaN, 0.2],
  ],
});

it("climbs towards the highest high, faster with each new one, and turns where it is touched", () => {
  const values = psar(Float64Array.of(10, 12, 13, 12), Float64Array.of(9, 10, 11, 8));
  const second = 9 + 0.02 * (12 - 9);
  expect(values[0]).toBeNaN();
  expect(values[1]).toBe(9);
  expect(values[2]).toBeCloseTo(second, 14);
  expect(second + 0.04 * (13 - second)).toBeGreaterThan(8);
  expect(values[3]).toBe(13);
});

it("starts downward where the first move is", () => {
  expect(psar(Float64Array.of(10, 9), Float64Array.of(8, 6))[1]).toBe(10);
});
