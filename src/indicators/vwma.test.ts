import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { vwma, vwmaIndicator } from "./vwma.ts";

describeIndicatorContract(vwmaIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 30 })),
  badParams: [[0]],
  definition([source, volume], [length], i) {
    const units = windowAt(volume!, length!, i);
    const money = windowAt(source!, length!, i).reduce((sum, value, k) => sum + value * units[k]!, 0);
    return [money / units.reduce((sum, value) => sum + value, 0)];
  },
});

it("weighs each value with its volume: (3 · 10 + 1 · 20) / 4", () => {
  expect([...vwma(Float64Array.of(10, 20), Float64Array.of(3, 1), 2)]).toStrictEqual([NaN, 12.5]);
});

it("is undefined where nothing was traded", () => {
  expect(vwma(Float64Array.of(10, 20), Float64Array.of(0, 0), 2)[1]).toBeNaN();
});

it("takes volumes that lie on no grid along with prices that do", () => {
  const values = vwma(Float64Array.of(10, 20), Float64Array.of(0.0003, 0.0001), 2, { ticksPerUnit: 100 });
  expect(values[1]).toBeCloseTo(12.5, 12);
});
