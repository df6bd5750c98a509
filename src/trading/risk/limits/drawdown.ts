import { checkFinite } from "../../../core/checks.ts";
import type { RiskLimits } from "../risk-limits.ts";
import type { RiskView } from "../risk-view.ts";
import { isReached } from "./is-reached.ts";
import type { Limit } from "./limit.ts";

/**
 * Nothing is entered while equity is so far below its highest close. An account that was flattened for it stays out: its
 * equity can't recover.
 */
export const DRAWDOWN: Limit = {
  code: "risk-drawdown",
  setting: "maxDrawdown",
  action: "refuse",
  measures: "1 − equity / highest equity at a close",
  thresholdOf: ({ maxDrawdown }) => maxDrawdown,
  valueAfter: ({ account, limits }) => countedDrawdown(account, limits),
  allowed: ({ account, limits }, threshold) => (isReached(countedDrawdown(account, limits), threshold) ? 0 : Infinity),
};

/** A fraction from 0. @throws {BacksightError} BACKSIGHT_ARGUMENT where the account doesn't know its peak */
export function countedDrawdown(
  { equity, peakEquity, deepestDrawdown = 0 }: RiskView,
  { onBreach }: RiskLimits,
): number {
  const now = Math.max(0, 1 - equity / checkFinite("peakEquity", peakEquity));
  return onBreach === "flatten" ? Math.max(now, deepestDrawdown) : now;
}
