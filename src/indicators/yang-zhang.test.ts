import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { yangZhang, yangZhangIndicator } from "./yang-zhang.ts";

describeIndicatorContract(yangZhangIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[1]],
  definition: ([open, high, low, close], [length], i) => {
    const at = (column: Float64Array | undefined) => windowAt(column!, length! + 1, i);
    const [o, h, l, c] = [at(open), at(high), at(low), at(close)];
    const bars = Array.from({ length: length! }, (_, t) => t + 1);
    const ln = Math.log;
    const variance = (values: readonly number[]): number => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
    };
    const overnight = variance(bars.map((t) => ln(o[t]! / c[t - 1]!)));
    const day = variance(bars.map((t) => ln(c[t]! / o[t]!)));
    const rs = bars.map((t) => ln(h[t]! / c[t]!) * ln(h[t]! / o[t]!) + ln(l[t]! / c[t]!) * ln(l[t]! / o[t]!));
    const k = 0.34 / (1.34 + (length! + 1) / (length! - 1));
    return [Math.sqrt(overnight + k * day + ((1 - k) * rs.reduce((sum, x) => sum + x, 0)) / length!)];
  },
});

// Bars without range that open a factor e away, up and down: the overnight variance alone, of 1 and −1: 2.
it("holds the gaps between bars", () => {
  const price = Float64Array.of(1, Math.E, 1);
  expect(yangZhang(price, price, price, price, 2)[2]).toBeCloseTo(Math.SQRT2, 14);
});
