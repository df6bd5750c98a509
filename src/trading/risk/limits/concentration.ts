import { equityAfter, marketValue, othersOf, unitsWithin } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";

/** What the largest positions may be worth together. */
export const CONCENTRATION: Limit = {
  code: "risk-concentration",
  setting: "maxConcentration",
  action: "clip",
  measures: "|market value| of the largest positions / equity",
  thresholdOf: ({ maxConcentration }) => maxConcentration?.limit,
  valueAfter: (increase, units) => {
    const { held, unitValue } = increase;
    const { above, next } = largestOthers(increase);
    return (above + Math.max(next, (held + units) * unitValue)) / equityAfter(increase, units);
  },
  allowed: (increase, threshold) => {
    const { held, unitValue } = increase;
    const { above, next } = largestOthers(increase);
    const before = held * unitValue;
    // A position smaller than those that count changes nothing, however large they are.
    return Math.max((next - before) / unitValue, unitsWithin(increase, threshold, above + before, unitValue));
  },
};

/** Of the others: what all but one of those that count are worth, and what the one after them is. */
function largestOthers(increase: Increase): { readonly above: number; readonly next: number } {
  const { positions } = increase.limits.maxConcentration!;
  const values = Float64Array.from(othersOf(increase), (position) => Math.abs(marketValue(position)))
    .sort()
    .reverse();
  return {
    above: values.subarray(0, positions - 1).reduce((sum, value) => sum + value, 0),
    next: values[positions - 1] ?? 0,
  };
}
