import { simulateSignals, simulateTargets } from "../engine/vector/simulate-signals.ts";
import type { Bars } from "../market/bars.ts";
import type { EvaluatedSignals } from "../strategy/evaluate-signals.ts";
import { RULE_BOOKS } from "../trading/rules/presets.ts";
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
  Partial<Pick<EvaluatedSignals, "shortEntries" | "shortExits" | "stopLoss" | "takeProfit" | "targets" | WaitColumn>>;

/** Columns of prices that orders wait for. */
type WaitColumn = "entryLimit" | "entryStop" | "exitLimit" | "adjustEntryLimit";

/**
 * Runs signals or targets through the vector engine under the settings of a run.
 *
 * @throws {BacksightError} BACKSIGHT_RULES_CANNOT for what the tool whose rules are asked for can't express
 */
export function simulate(
  bars: Bars,
  signals: SimulatedSignals,
  settings: ExecutionSettings,
  range: MeasuredRange,
): SimulationResult {
  const { returns, riskFree, benchmark, rebalance, rules, ...given } = settings;
  const execution = { ...given, rules: RULE_BOOKS[rules] };
  const { targets = null, stopLoss: stopLevels = null, takeProfit: targetLevels = null } = signals;
  if (targets !== null) return simulateTargets({ bars, targets: { ...targets, rebalance }, ...execution, ...range });
  const { entries, exits, shortEntries = null, shortExits = null } = signals;
  const { entryLimit = null, entryStop = null, exitLimit = null, adjustEntryLimit = null } = signals;
  return simulateSignals({
    bars,
    entries,
    exits,
    shortEntries,
    shortExits,
    stopLevels,
    targetLevels,
    entryLimit,
    entryStop,
    exitLimit,
    adjustEntryLimit,
    ...execution,
    ...range,
  });
}
