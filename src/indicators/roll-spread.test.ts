import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract, windowAt } from "../../test/support/indicator-contract.ts";
import { rollSpread as plain } from "../math/spread-estimators/roll-spread.ts";
import { rollSpread, rollSpreadIndicator } from "./roll-spread.ts";

describeIndicatorContract(rollSpreadIndicator, {
  params: fc.tuple(fc.integer({ min: 5, max: 15 })),
  badParams: [[3]],
  definition: ([close], [length], i) => [plain(windowAt(close!, length!, i))],
});

// Closes that bounce between 1 and e: changes 1, −1, 1, −1, pairs (−1, 1), (1, −1), (−1, 1): covariance −4/3.
it("is twice the root of minus the covariance", () => {
  const e = Math.E;
  expect(rollSpread(Float64Array.of(1, e, 1, e, 1), 5)[4]).toBeCloseTo(2 * Math.sqrt(4 / 3), 12);
});
