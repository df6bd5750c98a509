import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { correlation, correlationIndicator } from "./correlation.ts";

describeIndicatorContract(correlationIndicator, {
  params: fc.tuple(fc.integer({ min: 3, max: 25 })),
  badParams: [[1]],
  definition([source, other], [length], i) {
    const sums = (x: Float64Array, y: Float64Array): { xx: number; yy: number; xy: number } => {
      const mean = (values: Float64Array): number =>
        values[0]! + values.reduce((sum, value) => sum + (value - values[0]!), 0) / values.length;
      const [meanX, meanY] = [mean(x), mean(y)];
      let [xx, yy, xy] = [0, 0, 0];
      for (const [k, value] of x.entries()) {
        xx += (value - meanX) * (value - meanX);
        yy += (y[k]! - meanY) * (y[k]! - meanY);
        xy += (value - meanX) * (y[k]! - meanY);
      }
      return { xx, yy, xy };
    };
    const { xx, yy, xy } = sums(windowAt(source!, length!, i), windowAt(other!, length!, i));
    return [xx === 0 || yy === 0 ? NaN : xy / Math.sqrt(xx * yy)];
  },
});

it("is 1 for a column and a multiple of it, −1 for one that runs against it", () => {
  const up = Float64Array.of(1, 2, 4);
  expect(correlation(up, Float64Array.of(10, 20, 40), 3)[2]).toBeCloseTo(1, 14);
  expect(correlation(up, Float64Array.of(-1, -2, -4), 3)[2]).toBeCloseTo(-1, 14);
  expect(correlation(up, Float64Array.of(5, 5, 5), 3)[2]).toBeNaN();
});
