import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { momentum, momentumIndicator } from "./momentum.ts";

describeIndicatorContract(momentumIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition: ([source], [length], i) => [source![i]! - source![i - length!]!],
});

it("is the change", () => {
  expect([...momentum(Float64Array.of(1, 2, 4), 1)]).toStrictEqual([NaN, 1, 2]);
});

it("gives equal changes equal floats on a tick grid", () => {
  const prices = Float64Array.of(0.1, 0.3, 0.5);
  expect(prices[1]! - prices[0]!).not.toBe(prices[2]! - prices[1]!);
  expect([...momentum(prices, 1, { ticksPerUnit: 10 })]).toStrictEqual([NaN, 0.2, 0.2]);
});
