import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { cci, cciIndicator } from "./cci.ts";

describeIndicatorContract(cciIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 20 })),
  badParams: [[1]],
  definition([high, low, close], [length], i) {
    const typical = Float64Array.from(close!, (value, k) => high![k]! + low![k]! + value);
    const distances = windowAt(typical, length!, i).map((value) => value - typical[i]!);
    const mean = distances.reduce((sum, value) => sum + value, 0) / length!;
    const deviation = distances.reduce((sum, value) => sum + Math.abs(value - mean), 0) / length!;
    return [deviation === 0 ? NaN : -mean / (0.015 * deviation)];
  },
});

it("is 66.67 at the higher of two prices: one mean deviation over 0.015", () => {
  const price = Float64Array.of(10, 12);
  expect(cci(price, price, price, 2)[1]).toBeCloseTo(1 / 0.015, 10);
});

it("is undefined where all prices are equal, on a grid or not", () => {
  const flat = new Float64Array(20).fill(0.1);
  expect(cci(flat, flat, flat, 20)[19]).toBeNaN();
  expect(cci(flat, flat, flat, 20, { ticksPerUnit: 10 })[19]).toBeNaN();
});
