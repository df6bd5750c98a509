import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { beta, betaIndicator } from "./beta.ts";

describeIndicatorContract(betaIndicator, {
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
    const returns = (column: Float64Array): Float64Array =>
      windowAt(
        column.map((value, k) => (value - column[k - 1]!) / column[k - 1]!),
        length!,
        i,
      );
    const { xx, xy } = sums(returns(other!), returns(source!));
    return [xx === 0 ? NaN : xy / xx];
  },
});

it("is 2 for returns twice the benchmark's: 0.2, −0.1 against 0.1, −0.05", () => {
  const benchmark = Float64Array.of(100, 110, 104.5);
  expect(beta(Float64Array.of(100, 120, 108), benchmark, 2)[2]).toBeCloseTo(2, 12);
});
