import { checkFinite } from "../../../core/checks.ts";
import { equityAfter, unitsWithin } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";

/** How much may be traded in a session. Reductions count, and are never refused. */
export const TURNOVER: Limit = {
  code: "risk-turnover",
  setting: "maxTurnover",
  action: "clip",
  measures: "money traded in the session, this order included / equity",
  thresholdOf: ({ maxTurnover }) => maxTurnover,
  valueAfter: (increase, units) => (tradedBefore(increase) + units * increase.unitValue) / equityAfter(increase, units),
  allowed: (increase, threshold) => unitsWithin(increase, threshold, tradedBefore(increase), increase.unitValue),
};

function tradedBefore({ account, order, units, unitValue }: Increase): number {
  return checkFinite("tradedInSession", account.tradedInSession) + (order.quantity - units) * unitValue;
}
