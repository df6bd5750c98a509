import { checkFinite } from "../../../core/checks.ts";
import type { RiskView } from "../risk-view.ts";
import { isReached } from "./is-reached.ts";
import type { Limit } from "./limit.ts";

/** Nothing is entered any more in a session that has lost so much, whatever it wins back. */
export const DAILY_LOSS: Limit = {
  code: "risk-daily-loss",
  setting: "maxDailyLoss",
  action: "refuse",
  measures: "1 − lowest equity of the session / equity at the end of the session before",
  thresholdOf: ({ maxDailyLoss }) => maxDailyLoss,
  valueAfter: ({ account }) => sessionLoss(account),
  allowed: ({ account }, threshold) => (isReached(sessionLoss(account), threshold) ? 0 : Infinity),
};

/** A fraction; below 0 for a gain. @throws {BacksightError} BACKSIGHT_ARGUMENT where the account doesn't know its start */
export function sessionLoss({ equity, sessionStartEquity, sessionLowEquity = equity }: RiskView): number {
  return 1 - Math.min(equity, sessionLowEquity) / checkFinite("sessionStartEquity", sessionStartEquity);
}
