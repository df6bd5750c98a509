import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { corwinSchultzSpread as plain } from "../math/spread-estimators/corwin-schultz-spread.ts";
import { corwinSchultzSpread, corwinSchultzSpreadIndicator } from "./corwin-schultz-spread.ts";

describeIndicatorContract(corwinSchultzSpreadIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 15 })),
  badParams: [[1]],
  definition: ([high, low, close], [length], i) => [
    plain(windowAt(high!, length!, i), windowAt(low!, length!, i), windowAt(close!, length!, i)),
  ],
});

// Two equal days of range ln(h / l) = 1 have β = 2, γ = 1: α = (2 − √2) / (3 − 2√2) − √(1 / (3 − 2√2)) = 1.
it("of the same range twice is that range: nothing of it is variance", () => {
  const [h, l] = [Float64Array.of(Math.E, Math.E), Float64Array.of(1, 1)];
  expect(corwinSchultzSpread(h, l, h, 2)[1]).toBeCloseTo((2 * (Math.E - 1)) / (1 + Math.E), 12);
});
