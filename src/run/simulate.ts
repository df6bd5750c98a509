import { simulateSignals, simulateTargets } from "../engine/vector/simulate-signals.ts";
import type { Bars } from "../market/bars.ts";
import type { EvaluatedSignals } from "../strategy/evaluate-signals.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** The measured part of the loaded bars; bars before `start` are warm-up. */
export interface MeasuredRange {
  readonly start: number;
  /** First bar whose decision counts. */
  readonly firstDecision: number;
}

/** The part of a strategy's answer that an engine needs. */
export type SimulatedSignals = Pick<EvaluatedSignals, "entries" | "exits"> &
  Partial<Pick<EvaluatedSignals, "shortEntries" | "shortExits" | "stopLoss" | "takeProfit" | "targets">>;

/** Runs signals or targets through the vector engine under the settings of a run. */
export function simulate(
  bars: Bars,
  signals: SimulatedSignals,
  settings: ExecutionSettings,
  range: MeasuredRange,
): SimulationResult {
  const { returns, riskFree, benchmark, rebalance, ...execution } = settings;
  const { targets = null, stopLoss: stopLevels = null, takeProfit: targetLevels = null } = signals;
  if (targets !== null) return simulateTargets({ bars, targets: { ...targets, rebalance }, ...execution, ...range });
  const { entries, exits, shortEntries = null, shortExits = null } = signals;
  return simulateSignals({
    bars,
    entries,
    exits,
    shortEntries,
    shortExits,
    stopLevels,
    targetLevels,
    ...execution,
    ...range,
  });
}
