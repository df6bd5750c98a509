import { checkLength } from "../../core/checks.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { checkRules } from "../rules/check-rules.ts";
import { BACKSIGHT_RULES } from "../rules/presets.ts";
import { askedOf, lastEntryBarOf, type SimulationSettings } from "../simulation-settings.ts";
import type { Decider } from "./decider.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderDesk } from "./order-desk.ts";
import { type LevelColumns, signalDecider } from "./signal-decider.ts";
import { type Targets, targetDecider } from "./target-decider.ts";

/** Signals as columns, each as long as the bars; 1 where the bar's close says so. */
export interface SignalColumns {
  readonly entries: Uint8Array;
  readonly exits: Uint8Array;
  readonly shortEntries?: Uint8Array | null;
  readonly shortExits?: Uint8Array | null;
  /** Prices that an entry decided at the bar brings along; NaN: none. */
  readonly stopLevels?: Float64Array | null;
  readonly targetLevels?: Float64Array | null;
  /** Prices that an order decided at the bar waits for; NaN: a market order. Both for an entry: a stop-limit order. */
  readonly entryLimit?: Float64Array | null;
  readonly entryStop?: Float64Array | null;
  readonly exitLimit?: Float64Array | null;
  /** New limit, at each close, of an entry that waits; NaN takes it back. */
  readonly adjustEntryLimit?: Float64Array | null;
}

/** Makes what decides for the books of one instrument. */
export type DeciderOf = (ledger: Ledger, desk: OrderDesk, orders: OrderBook) => Decider;

/**
 * What an engine is driven by on signals, checked.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_RULES_CANNOT
 */
export function decideBySignals(input: SimulationSettings & SignalColumns): DeciderOf {
  const { bars, entries, exits, shortEntries = null, shortExits = null } = input;
  const levels: LevelColumns = {
    stopLoss: input.stopLevels ?? null,
    takeProfit: input.targetLevels ?? null,
    entryLimit: input.entryLimit ?? null,
    entryStop: input.entryStop ?? null,
    exitLimit: input.exitLimit ?? null,
    adjustEntryLimit: input.adjustEntryLimit ?? null,
  };
  for (const [name, column] of Object.entries({ entries, exits, shortEntries, shortExits, ...levels })) {
    if (column !== null) checkLength(name, column, bars.length);
  }
  const { direction = "both", accumulate = 1, rules: book = BACKSIGHT_RULES, firstDecision } = input;
  const { entryLimit, entryStop, exitLimit } = levels;
  checkRules(book, { ...askedOf(input), entryLimit, entryStop, exitLimit, hasTargets: false });
  const rules = { direction, accumulate, book, firstDecision, lastEntryBar: lastEntryBarOf(bars, book) };
  return (ledger, desk, orders) =>
    signalDecider({ entries, exits, shortEntries, shortExits }, levels, rules, ledger, desk, orders);
}

/**
 * What an engine is driven by on targets, checked.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_RULES_CANNOT
 */
export function decideByTargets(input: SimulationSettings & { readonly targets: Targets }): DeciderOf {
  checkLength("targets", input.targets.values, input.bars.length);
  const { bars, targets, direction = "both", rules = BACKSIGHT_RULES, firstDecision } = input;
  checkRules(rules, { ...askedOf(input), entryLimit: null, entryStop: null, exitLimit: null, hasTargets: true });
  return (ledger, desk, orders) => targetDecider(bars, targets, direction, firstDecision, ledger, desk, orders);
}
