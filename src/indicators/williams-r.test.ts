import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { williamsR, williamsRIndicator } from "./williams-r.ts";

describeIndicatorContract(williamsRIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
  definition([high, low, close], [length], i) {
    const top = Math.max(...windowAt(high!, length!, i));
    const bottom = Math.min(...windowAt(low!, length!, i));
    return [(-100 * (top - close![i]!)) / (top - bottom)];
  },
});

it("is −100 at the bottom of the range and 0 at its top", () => {
  const high = Float64Array.of(10, 10);
  const low = Float64Array.of(6, 6);
  expect(williamsR(high, low, Float64Array.of(6, 9), 1)[0]).toBe(-100);
  expect(williamsR(high, low, Float64Array.of(6, 9), 1)[1]).toBe(-25);
});

it("is undefined without a range", () => {
  const flat = Float64Array.of(7, 7);
  expect([...williamsR(flat, flat, flat, 2)]).toStrictEqual([NaN, NaN]);
});
