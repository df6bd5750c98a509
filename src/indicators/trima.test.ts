import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { trima, trimaIndicator } from "./trima.ts";

describeIndicatorContract(trimaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition([source], [length], i) {
    const weights = Array.from({ length: length! }, (_, k) => Math.min(k + 1, length! - k));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return [windowAt(source!, length!, i).reduce((sum, value, k) => sum + weights[k]! * value, 0) / total];
  },
});

it("weighs the middle most; an even length has two middles", () => {
  expect(trima(Float64Array.of(1, 2, 6), 3)[2]).toBe((1 + 2 * 2 + 6) / 4);
  expect(trima(Float64Array.of(1, 2, 3, 7), 4)[3]).toBe((1 + 2 * 2 + 2 * 3 + 7) / 6);
});
