import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { macd, macdIndicator } from "./macd.ts";

describeIndicatorContract(macdIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 14 }), fc.integer({ min: 1, max: 9 })),
  badParams: [
    [26, 12, 9],
    [12, 12, 9],
    [0, 26, 9],
    [12, 26, 0],
  ],
});

it("is the difference of two averages, and its own average", () => {
  const { macd: line, signal, histogram } = macd(Float64Array.of(1, 2, 4), 1, 2, 1);
  const second = 4 - (1.5 + (4 - 1.5) * (2 / 3));
  expect(line[1]).toBe(0.5);
  expect(line[2]).toBeCloseTo(second, 14);
  expect(signal).toStrictEqual(line);
  expect([...histogram]).toStrictEqual([NaN, 0, 0]);
});

it("seeds the fast average late: with the two values before the slow one begins", () => {
  const { macd: line } = macd(Float64Array.of(1, 2, 4, 8), 2, 4, 1);
  expect(line[3]).toBe((4 + 8) / 2 - (1 + 2 + 4 + 8) / 4);
});
