import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { amihud, amihudIndicator } from "./amihud.ts";

describeIndicatorContract(amihudIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[0]],
  definition: ([close, volume], [length], i) => {
    const [c, v] = [windowAt(close!, length! + 1, i), windowAt(volume!, length! + 1, i)];
    const terms = Array.from({ length: length! }, (_, t) => Math.abs(c[t + 1]! / c[t]! - 1) / (c[t + 1]! * v[t + 1]!));
    return [terms.reduce((sum, x) => sum + x, 0) / length!];
  },
});

// 10 % for 11 × 100 of money, −10 % (to 9.9) for 9.9 × 50.
it("is the mean return, without sign, per money traded", () => {
  const values = amihud(Float64Array.of(10, 11, 9.9), Float64Array.of(1, 100, 50), 2);
  expect(values[2]).toBeCloseTo((0.1 / 1100 + 0.1 / 495) / 2, 14);
  expect(amihud(Float64Array.of(10, 11), Float64Array.of(1, 0), 1)[1]).toBeNaN();
});
