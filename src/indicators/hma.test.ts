import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { hma, hmaIndicator } from "./hma.ts";

describeIndicatorContract(hmaIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 40 })),
  badParams: [[1]],
  definition([source], [length], i) {
    const wma = (n: number, at: (back: number) => number, k: number): number => {
      let sum = 0;
      for (let back = 0; back < n; back++) sum += (n - back) * at(k + back);
      return sum / ((n * (n + 1)) / 2);
    };
    const close = (back: number): number => source![i - back]!;
    const raw = (back: number): number => 2 * wma(Math.floor(length! / 2), close, back) - wma(length!, close, back);
    return [wma(Math.floor(Math.sqrt(length!)), raw, 0)];
  },
});

it("has no lag on a straight line with length 4: −1/3 bar of the difference, 1/3 of the smoothing", () => {
  const values = hma(Float64Array.of(1, 2, 3, 4, 5, 6), 4);
  expect(values[4]).toBeCloseTo(5, 12);
  expect(values[5]).toBeCloseTo(6, 12);
});
