import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { adx, adxIndicator } from "./adx.ts";

describeIndicatorContract(adxIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 14 })),
  badParams: [[1]],
});

const rising = Float64Array.from({ length: 12 }, (_, i) => 10 + i);
const flat = new Float64Array(12).fill(10);

it("is 100 where everything goes one way", () => {
  const values = adx(rising, rising, rising, 3);
  expect(values[4]).toBeNaN();
  expect(values[5]).toBeCloseTo(100, 12);
  expect(values[11]).toBeCloseTo(100, 12);
});

it("counts bars without direction as 0 in its seed and passes over them later", () => {
  expect(adx(flat, flat, flat, 3)[5]).toBe(0);
  const still = Float64Array.of(...rising, ...new Float64Array(3).fill(21));
  expect(adx(still, still, still, 3)[14]).toBeCloseTo(100, 12);
});
