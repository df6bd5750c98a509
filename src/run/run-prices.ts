import { BacksightError } from "../core/errors.ts";
import { pointInTimeBars } from "../data/prepare/point-in-time.ts";
import type { Bars, LocalPrices } from "../market/bars.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import { sessionColumn, withPlainPrices } from "../market/compact/compact-bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { EvaluatedSignals } from "../strategy/evaluate-signals.ts";
import type { SimulatedSignals } from "./simulate.ts";

/** What a run's strategy sees, and what its money moves at. */
export interface RunPrices {
  /** Money moves at these. */
  readonly bars: Bars;
  /** The strategy sees these. */
  readonly seen: Bars;
  /** Splits and dividends of the bars' sessions, which the account books; null: none. */
  readonly actions: readonly CorporateAction[] | null;
  /** A price that was derived from what is seen at a bar, times this, is money there; null: it is money already. */
  readonly level: Float64Array | null;
  /** What is odd about the splits and dividends, for people. */
  readonly notes: readonly string[];
}

/**
 * Without splits and dividends one and the same; so too on prices that are adjusted for splits, where only dividends are
 * paid, per share of those prices. On raw prices, point in time: the strategy sees prices adjusted with what was
 * known at each bar, money moves at the raw ones.
 *
 * @param given null: nothing is booked; those outside of the bars' sessions are no part of it
 * @throws {BacksightError} BACKSIGHT_ADJUSTED_TWICE for splits and dividends of prices that hold the dividends
 */
export function runPrices(bars: Bars, given: readonly CorporateAction[] | null): RunPrices {
  const { local } = bars;
  if (local !== undefined) return localPrices(bars, local, given);
  if (given === null) return { bars, seen: bars, actions: null, level: null, notes: [] };
  const session = sessionColumn(bars);
  const [first, last] = [session.at(0)!, session.at(bars.length - 1)!];
  const actions = given.filter(({ day }) => day >= first && day <= last);
  if (bars.adjustment === "split") {
    const dividends = actions.filter(({ kind }) => kind === "dividend");
    return { bars, seen: bars, actions: dividends.length === 0 ? null : dividends, level: null, notes: [] };
  }
  const { bars: seen, level, findings } = pointInTimeBars(withPlainPrices(bars), actions);
  const notes = findings.map(({ action, problem, isUsed }) => {
    const use = isUsed ? "" : ": not used";
    return `the ${action.kind} of ${dateOfDay(action.day)}${use}: ${problem}`;
  });
  return { bars, seen, actions, level, notes };
}

/** The strategy saw prices as they were known, adjusted for splits and dividends by then. */
export function isPointInTime({ bars, level }: RunPrices): boolean {
  return level !== null && bars.local === undefined;
}

/** Prices are seen in their own currency, and dividends paid in it; money moves in the account's. */
function localPrices(
  bars: Bars,
  { bars: seen, rate }: LocalPrices,
  given: readonly CorporateAction[] | null,
): RunPrices {
  if (given === null) return { bars, seen, actions: null, level: rate, notes: [] };
  if (bars.adjustment !== "split")
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "splits and dividends point in time in another currency than the account's",
      instead: "Take prices that are adjusted for splits.",
    });
  const session = sessionColumn(bars);
  const actions: CorporateAction[] = [];
  for (let i = 1; i < bars.length; i++) {
    if (session.at(i) === session.at(i - 1)) continue;
    for (const action of given)
      if (action.kind === "dividend" && action.day === session.at(i))
        actions.push({ ...action, amount: action.amount * rate[i - 1]!, currency: bars.instrument.currency });
  }
  return { bars, seen, actions: actions.length === 0 ? null : actions, level: rate, notes: [] };
}

/** Prices that a strategy derived from what it sees, in money; all else is what it is. */
export function inMoney(signals: EvaluatedSignals, level: Float64Array | null): SimulatedSignals {
  if (level === null) return signals;
  const priced = (column: Float64Array | null) => column?.map((price, i) => price * level[i]!) ?? null;
  const { entries, exits, shortEntries, shortExits, targets, program } = signals;
  return {
    ...{ entries, exits, shortEntries, shortExits, targets },
    ...(program === undefined ? {} : { program: { ...program, level } }),
    stopLoss: priced(signals.stopLoss),
    takeProfit: priced(signals.takeProfit),
    entryLimit: priced(signals.entryLimit),
    entryStop: priced(signals.entryStop),
    exitLimit: priced(signals.exitLimit),
    adjustEntryLimit: priced(signals.adjustEntryLimit),
  };
}

/** Lines that are drawn over the price, in money. */
export function linesInMoney(
  plot: ReadonlyMap<string, Float64Array>,
  level: Float64Array | null,
): ReadonlyMap<string, Float64Array> {
  if (level === null) return plot;
  return new Map(Array.from(plot, ([name, line]) => [name, line.map((value, i) => value * level[i]!)]));
}
