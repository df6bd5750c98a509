import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { sma, smaIndicator } from "./sma.ts";

describeIndicatorContract(smaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0], [2.5], [NaN], [1e9]],
  definition: ([source], [length], i) => [
    windowAt(source!, length!, i).reduce((sum, value) => sum + value, 0) / length!,
  ],
});

it("averages the last values", () => {
  expect([...sma(Float64Array.of(1, 2, 3, 4), 2)]).toStrictEqual([NaN, 1.5, 2.5, 3.5]);
});

it("sees a tie on a tick grid that plain floats miss", () => {
  const prices = Float64Array.of(0.1, 0.2, 0.15, 0.15);
  expect(prices[0]! + prices[1]!).not.toBe(prices[2]! + prices[3]!);
  const [, first, , second] = sma(prices, 2, { ticksPerUnit: 100 });
  expect(first).toBe(0.15);
  expect(second).toBe(0.15);
});
