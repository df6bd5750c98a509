import { simulateEvents, simulateSignalEvents, simulateTargetEvents } from "../engine/event/simulate-events.ts";
import { simulateTape } from "../engine/event/tape/simulate-tape.ts";
import type { Ticks } from "../engine/event/tape/tape.ts";
import { simulateSignals, simulateTargets } from "../engine/vector/simulate-signals.ts";
import type { Bars } from "../market/bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { EvaluatedSignals } from "../strategy/evaluate-signals.ts";
import { RULE_BOOKS } from "../trading/rules/presets.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import { finerCallbacks, finerElsewhere } from "./finer-of-run.ts";
import type { ExecutionSettings } from "./run-spec.ts";
import { checkTicked } from "./ticks-of-run.ts";

/** The measured part of the loaded bars; bars before `start` are warm-up. */
export interface MeasuredRange {
  readonly start: number;
  /** First bar whose decision counts. */
  readonly firstDecision: number;
}

/** The part of a strategy's answer that an engine needs. */
export type SimulatedSignals = Pick<EvaluatedSignals, "entries" | "exits"> &
  Partial<
    Pick<
      EvaluatedSignals,
      "shortEntries" | "shortExits" | "stopLoss" | "takeProfit" | "targets" | "program" | WaitColumn
    >
  >;

/** What a run reads of its market beside its bars. */
export interface BesideBars {
  readonly finer?: Bars | null;
  /** A fraction of the price for each bar. */
  readonly quoted?: Float64Array | null;
  /** Quotes and trades that callbacks are told, and that their orders meet. */
  readonly ticks?: Ticks | null;
}

/** Columns of prices that orders wait for. */
type WaitColumn = "entryLimit" | "entryStop" | "exitLimit" | "adjustEntryLimit";

/**
 * Runs signals or targets through an engine under the settings of a run; callbacks always through the event engine.
 *
 * @param actions splits and dividends of raw bars, dividends of bars adjusted for splits: the account books them
 * @param beside shorter bars, where the settings name any, and each bar's quoted spread, where costs ask for it
 * @throws {BacksightError} BACKSIGHT_RULES_CANNOT for what the tool whose rules are asked for can't express
 */
export function simulate(
  bars: Bars,
  signals: SimulatedSignals,
  settings: ExecutionSettings,
  range: MeasuredRange,
  actions: readonly CorporateAction[] | null = null,
  engine: "vector" | "event" = "vector",
  { finer = null, quoted = null, ticks = null }: BesideBars = {},
): SimulationResult {
  const { returns, riskFree, benchmark, rebalance, rules, quotes, trades, base, fx, ...given } = settings;
  if (given.finer !== undefined && finer === null) throw finerElsewhere();
  const execution = { ...given, rules: RULE_BOOKS[rules], actions, finer, quotedSpread: quoted };
  if (signals.program !== undefined) {
    if (finer !== null) throw finerCallbacks(signals.program.strategy);
    checkTicked(signals.program, ticks);
    if (ticks !== null) return simulateTape({ bars, program: signals.program, ticks, ...execution, ...range });
    return simulateEvents({ bars, program: signals.program, ...execution, ...range });
  }
  const isVector = engine === "vector";
  const { targets = null, stopLoss: stopLevels = null, takeProfit: targetLevels = null } = signals;
  if (targets !== null)
    return (isVector ? simulateTargets : simulateTargetEvents)({
      ...{ bars, targets: { ...targets, rebalance } },
      ...execution,
      ...range,
    });
  const { entries, exits, shortEntries = null, shortExits = null } = signals;
  const { entryLimit = null, entryStop = null, exitLimit = null, adjustEntryLimit = null } = signals;
  return (isVector ? simulateSignals : simulateSignalEvents)({
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
