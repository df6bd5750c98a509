import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { stochasticFast, stochasticFastIndicator } from "./stochastic-fast.ts";

describeIndicatorContract(stochasticFastIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 4 })),
  badParams: [
    [0, 3],
    [14, 0],
  ],
  definition([high, low, close], [length, signal], i) {
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
    const d = mean(signal!, position, i);
    return [Number.isNaN(d) ? NaN : position(i), d];
  },
});

it("averages the last positions in the range: 50 and 75", () => {
  const { k, d } = stochasticFast(Float64Array.of(10, 10), Float64Array.of(6, 6), Float64Array.of(8, 9), 1, 2);
  expect([...k]).toStrictEqual([NaN, 75]);
  expect([...d]).toStrictEqual([NaN, 62.5]);
});
