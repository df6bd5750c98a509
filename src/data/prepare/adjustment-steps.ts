import type { Bars } from "../../market/bars.ts";
import { dateOfDay, type SessionDay } from "../../market/calendar/calendar.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { log } from "../../math/log.ts";
import { type Ratio, ratio, times } from "./ratio.ts";

/** What one day's corporate actions do: the prices before it are multiplied by `split`, and by `dividend`. */
export interface AdjustmentStep {
  readonly day: SessionDay;
  /** First bar of that session, or of the first one after it. */
  readonly bar: number;
  /** Old shares per new one, exact: 1/4 for a 4-for-1 split; 1 without a split. */
  readonly split: Ratio;
  /** Share of the value before the day that remained after what was paid; 1 without a dividend. */
  readonly dividend: number;
  /** What a share as held on the day was paid, in money; 0 without a dividend. */
  readonly cash: number;
}

/** An action that wasn't used as given, or looks wrong. */
export interface ActionFinding {
  readonly action: CorporateAction;
  readonly problem: string;
  readonly isUsed: boolean;
}

export interface AdjustmentSteps {
  /** Ascending by day; days before the second bar's session have nothing to adjust and are left out. */
  readonly steps: readonly AdjustmentStep[];
  readonly findings: readonly ActionFinding[];
}

/**
 * How a dividend D turns into a factor. "prior-close": 1 − D / C, C the last close before the ex-date (Yahoo, LEAN and
 * most vendors). "ex-close": C / (C + D), C the first close on or after the ex-date: shares bought there with D, which
 * reproduces the total return (C + D) / C₋₁ − 1 exactly (CRSP's definition).
 */
export type DividendConvention = "prior-close" | "ex-close";

/** Beyond this |log| of close over the close before, in one share basis, an action is reported as doubtful: 2.2 times. */
const DOUBTFUL_JUMP = 0.8;

/**
 * The corporate actions of an instrument as steps along its raw bars.
 *
 * Actions before the first bar's session and after the last one's are not used: what the future brings doesn't change the
 * past. A dividend counts
 * per share as held on the ex-date, after a split of that day. A dividend without a close before it, not below that
 * close, or in another currency than the prices, can't be turned into a factor: it is dropped and reported. The same
 * action given twice counts once.
 */
export function adjustmentSteps(
  bars: Bars,
  actions: readonly CorporateAction[],
  convention: DividendConvention = "prior-close",
): AdjustmentSteps {
  const { session, close, length } = bars;
  const currency = bars.instrument.currency.toUpperCase();
  const findings: ActionFinding[] = [];
  const steps: AdjustmentStep[] = [];
  const last = session[length - 1]!;
  let bar = 0;
  for (const [day, ofDay] of byDay(distinct(actions, findings))) {
    while (bar < length && session[bar]! < day) bar++;
    if (day > last) break;
    const splits = ofDay.filter((action) => action.kind === "split");
    const split = splits.reduce((product, { from, to }) => times(product, ratio(from, to)), ratio(1, 1));
    let dividend = 1;
    let cash = 0;
    if (bar === 0) {
      for (const action of ofDay) {
        if (action.kind === "dividend" && day === session[0])
          findings.push({ action, isUsed: false, problem: "there is no close before its ex-date" });
      }
      continue;
    }
    const before = (close[bar - 1]! * split.numerator) / split.denominator;
    for (const action of ofDay) {
      if (action.kind !== "dividend") continue;
      if (action.currency.toUpperCase() !== currency) {
        const problem = `it is paid in ${action.currency}, the prices are in ${currency}`;
        findings.push({ action, isUsed: false, problem });
        continue;
      }
      const paid =
        convention === "prior-close"
          ? 1 - action.amount / (before * dividend)
          : exCloseFactor(bars, bar, action.amount);
      if (paid > 0) {
        dividend *= paid;
        cash += action.amount;
      } else
        findings.push({ action, isUsed: false, problem: `it pays ${action.amount}, the close before was ${before}` });
    }
    if (splits.length > 0 && Math.abs(log(close[bar]! / before)) > DOUBTFUL_JUMP) {
      const seen = `the close went from ${close[bar - 1]!} to ${close[bar]!} on ${dateOfDay(session[bar]!)}`;
      findings.push({ action: splits[0]!, isUsed: true, problem: `${seen}, which doesn't look like its ratio` });
    }
    steps.push({ day, bar, split, dividend, cash });
  }
  return { steps, findings };
}

/** The session's last close: an intraday history has many of one session. */
function exCloseFactor({ session, close, length }: Bars, bar: number, amount: number): number {
  let last = bar;
  while (last + 1 < length && session[last + 1] === session[bar]) last++;
  return close[last]! / (close[last]! + amount);
}

function distinct(actions: readonly CorporateAction[], findings: ActionFinding[]): CorporateAction[] {
  const seen = new Set<string>();
  return actions.filter((action) => {
    const key =
      action.kind === "split" ? `${action.day} ${action.from}:${action.to}` : `${action.day} ${action.amount}`;
    if (seen.has(key)) {
      findings.push({ action, isUsed: false, problem: "it is given twice" });
      return false;
    }
    seen.add(key);
    return true;
  });
}

function byDay(actions: readonly CorporateAction[]): [SessionDay, CorporateAction[]][] {
  const days = new Map<SessionDay, CorporateAction[]>();
  for (const action of actions) {
    const ofDay = days.get(action.day);
    if (ofDay === undefined) days.set(action.day, [action]);
    else ofDay.push(action);
  }
  return [...days].sort(([a], [b]) => a - b);
}
