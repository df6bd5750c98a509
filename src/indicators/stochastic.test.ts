import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { stochastic, stochasticIndicator } from "./stochastic.ts";

describeIndicatorContract(stochasticIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  badParams: [
    [0, 3, 3],
    [14, 0, 3],
    [14, 3, 0],
  ],
  definition([high, low, close], [length, smoothing, signal], i) {
    const position = (k: number): number => {
      const top = Math.max(...windowAt(high!, length!, k));
      const bottom = Math.min(...windowAt(low!, length!, k));
      return (100 * (close![k]! - bottom)) / (top - bottom);
    };
    const mean = (n: number, at: (k: number) => number, k: number): number => {
      let sum = 0;
      for (let back = 0; back < n; back++) sum += at(k - back);
      return sum / n;
    };
    const slow = (k: number): number => mean(smoothing!, position, k);
    const d = mean(signal!, slow, i);
    return [Number.isNaN(d) ? NaN : slow(i), d];
  },
});

it("says where the close lies in the range", () => {
  const { k, d } = stochastic(Float64Array.of(10, 12), Float64Array.of(8, 9), Float64Array.of(9, 11), 2, 1, 1);
  expect([...k]).toStrictEqual([NaN, 75]);
  expect([...d]).toStrictEqual([NaN, 75]);
});
