import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { realizedVolatility, realizedVolatilityIndicator } from "./realized-volatility.ts";

describeIndicatorContract(realizedVolatilityIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[1]],
  definition: ([source], [length], i) => {
    const prices = windowAt(source!, length! + 1, i);
    const returns = Array.from({ length: length! }, (_, t) => Math.log(prices[t + 1]! / prices[t]!));
    const mean = returns.reduce((sum, r) => sum + r, 0) / length!;
    return [Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (length! - 1))];
  },
});

// Log returns ln 2 and −ln 2: mean 0, sample variance 2 ln² 2 / 1.
it("is the sample deviation of log returns", () => {
  expect(realizedVolatility(Float64Array.of(1, 2, 1), 2)[2]).toBeCloseTo(Math.SQRT2 * Math.LN2, 14);
});
