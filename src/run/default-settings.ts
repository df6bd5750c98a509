import { DEFAULT_COSTS } from "../trading/costs/cost-settings.ts";
import { ALL_EQUITY } from "../trading/orders/size.ts";
import { GOOD_TILL_CANCELLED } from "../trading/orders/time-in-force.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** What a run is when nothing is said. */
export const DEFAULT_SETTINGS: ExecutionSettings = {
  rules: "backsight",
  cash: 100_000,
  fill: "next-open",
  size: ALL_EQUITY,
  sizeAt: "fill",
  costs: DEFAULT_COSTS,
  direction: "both",
  accumulate: 1,
  leverage: 1,
  orderTimeout: GOOD_TILL_CANCELLED,
  settlement: "T+0",
  stopLoss: null,
  takeProfit: null,
  trailingStop: null,
  intrabar: "worst",
  rebalance: "on-change",
  tradeUnit: "flat",
  returns: "session",
  riskFree: 0,
  benchmark: "hold",
};
