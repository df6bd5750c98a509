import { DEFAULT_SETTINGS } from "../../src/run/default-settings.ts";
import type { ExecutionSettings, RunSpec } from "../../src/run/run-spec.ts";
import { NO_COSTS } from "../../src/trading/costs/cost-settings.ts";
import { ALL_EQUITY } from "../../src/trading/orders/size.ts";

/** Long, all in at the next open, without stops, costs and benchmark, with 1,000 in cash. */
export const PLAIN_SETTINGS: ExecutionSettings = {
  ...DEFAULT_SETTINGS,
  cash: 1000,
  fill: "next-open",
  size: ALL_EQUITY,
  sizeAt: "fill",
  costs: NO_COSTS,
  direction: "long",
  accumulate: 1,
  settlement: "T+0",
  stopLoss: null,
  takeProfit: null,
  trailingStop: null,
  intrabar: "worst",
  rebalance: "on-change",
  returns: "session",
  riskFree: 0,
  benchmark: "none",
};

/** A described run over everything there is; `changes` replace some of it. */
export function runSpec(changes: Partial<RunSpec> = {}): RunSpec {
  return {
    strategy: { source: "file", name: "demo", url: "file:///home/user/demo.ts", codeHash: "c0de" },
    params: { fast: 10 },
    data: "csv:/home/user/prices.csv",
    from: null,
    to: null,
    settings: PLAIN_SETTINGS,
    seed: 1,
    rulesVersion: 1,
    ...changes,
  };
}
