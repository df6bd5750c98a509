import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { vortex, vortexIndicator } from "./vortex.ts";

describeIndicatorContract(vortexIndicator, {
  params: fc.tuple(fc.integer({ min: 1, max: 20 })),
  badParams: [[0]],
  definition([high, low, close], [length], i) {
    let plus = 0;
    let minus = 0;
    let range = 0;
    for (let k = i - length! + 1; k <= i; k++) {
      plus += Math.abs(high![k]! - low![k - 1]!);
      minus += Math.abs(low![k]! - high![k - 1]!);
      range += Math.max(high![k]!, close![k - 1]!) - Math.min(low![k]!, close![k - 1]!);
    }
    return range === 0 ? [NaN, NaN] : [plus / range, minus / range];
  },
});

it("compares each bar's extremes with the opposite ones before: |12 − 8| and |9 − 10| over 3", () => {
  const { plus, minus } = vortex(Float64Array.of(10, 12), Float64Array.of(8, 9), Float64Array.of(9, 11), 1);
  expect([plus[1], minus[1]]).toStrictEqual([4 / 3, 1 / 3]);
});
