import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { rsi, rsiIndicator } from "./rsi.ts";

describeIndicatorContract(rsiIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 20 })),
  badParams: [[0], [-1]],
});

it("is the share of the rises: 1 of 1, then 0.5 of 0.75", () => {
  const values = rsi(Float64Array.of(1, 2, 3, 2.5), 2);
  expect([...values.slice(0, 3)]).toStrictEqual([NaN, NaN, 100]);
  expect(values[3]).toBeCloseTo(200 / 3, 12);
});

it("is undefined as long as nothing has moved", () => {
  expect([...rsi(Float64Array.of(5, 5, 5, 5, 6), 2)]).toStrictEqual([NaN, NaN, NaN, NaN, 100]);
});
