import { equityAfter, marketValue, othersOf, unitsWithin } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";

/** What longs and shorts may differ by. An order that brings them nearer to each other is always allowed so far. */
export const NET_EXPOSURE: Limit = {
  code: "risk-net-exposure",
  setting: "maxNetExposure",
  action: "clip",
  measures: "|Σ market value, shorts below 0| / equity",
  thresholdOf: ({ maxNetExposure }) => maxNetExposure,
  valueAfter: (increase, units) =>
    Math.abs(netBefore(increase) + units * increase.unitValue) / equityAfter(increase, units),
  allowed: (increase, threshold) => unitsWithin(increase, threshold, netBefore(increase), increase.unitValue),
};

/** Net market value, above 0 on the order's side. */
function netBefore(increase: Increase): number {
  const { side, held, unitValue } = increase;
  return side * othersOf(increase).reduce((sum, position) => sum + marketValue(position), 0) + held * unitValue;
}
