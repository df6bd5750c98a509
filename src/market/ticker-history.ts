import { BacksightError } from "../core/errors.ts";
import { dateOfDay, type SessionDay } from "./calendar/calendar.ts";

/** A name that an instrument bore for some days. */
export interface TickerPeriod {
  readonly symbol: string;
  /** First day on which it was called that. */
  readonly from: SessionDay;
  /** The day after the last one; null: still. */
  readonly to: SessionDay | null;
}

/** One instrument's life: what it was called when. A name that another instrument bore before or after isn't in it. */
export interface TickerHistory {
  /** Its identity through all names: a FIGI, or the first name with its first day. */
  readonly id: string;
  /** Ascending; no two overlap. */
  readonly periods: readonly TickerPeriod[];
}

/**
 * An instrument's life from the days on which its names began. The last name lasts until it was delisted.
 *
 * @param changes name → first day, in any order
 * @param delisted the first day on which it wasn't traded any more; null: it still is
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without a name, for two names of one day, or a name after the end
 */
export function tickerHistory(
  changes: readonly { readonly symbol: string; readonly from: SessionDay }[],
  delisted: SessionDay | null = null,
  id?: string,
): TickerHistory {
  const sorted = [...changes].sort((a, b) => a.from - b.from);
  const first = sorted[0];
  if (first === undefined)
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "changes", rule: "at least one name", value: "none" });
  const periods = sorted.map(({ symbol, from }, i): TickerPeriod => {
    const to = sorted[i + 1]?.from ?? delisted;
    if (to !== null && to <= from) {
      const details = { name: `the end of ${symbol}`, rule: `after ${dateOfDay(from)}`, value: dateOfDay(to) };
      throw new BacksightError("BACKSIGHT_ARGUMENT", details);
    }
    return { symbol, from, to };
  });
  return { id: id ?? `${first.symbol}@${dateOfDay(first.from)}`, periods };
}

/** What the instrument was called on a day; null when it wasn't listed. */
export function symbolOn({ periods }: TickerHistory, day: SessionDay): string | null {
  return periods.find(({ from, to }) => from <= day && (to === null || day < to))?.symbol ?? null;
}

/** The instruments that were listed on a day, those that are gone today too: what a strategy could have chosen from. */
export function universeOn(histories: readonly TickerHistory[], day: SessionDay): TickerHistory[] {
  return histories.filter((history) => symbolOn(history, day) !== null);
}

/** The instrument that bore a name on a day. A reused name is another instrument's before or after. */
export function instrumentCalled(
  histories: readonly TickerHistory[],
  symbol: string,
  day: SessionDay,
): TickerHistory | null {
  return histories.find((history) => symbolOn(history, day) === symbol) ?? null;
}
