import type { Calendar } from "../../market/calendar/calendar.ts";
import type { CorporateAction, Split } from "../../market/corporate-action.ts";
import { dayAt } from "../cache/range-of-day.ts";
import type { YahooChart } from "./load-yahoo.ts";

/**
 * Splits and dividends of a chart, ascending by day, a day's splits first. Yahoo divides old dividends by the splits
 * since: here they are per share as held on their day.
 *
 * @param fail refuses the answer for a reason
 */
export function chartActions(
  { meta, events = {} }: Pick<YahooChart, "meta" | "events">,
  calendar: Calendar,
  fail: (reason: string) => never,
): CorporateAction[] {
  const splits = (events.splits ?? []).map(({ date, numerator, denominator }): Split => {
    if (!(numerator > 0 && denominator > 0)) fail(`a split of ${numerator}:${denominator}`);
    return { kind: "split", day: dayAt(calendar, date.getTime()), from: denominator, to: numerator };
  });
  const dividends = (events.dividends ?? []).map(({ date, amount }): CorporateAction => {
    if (!(amount >= 0 && amount < Infinity)) fail(`a dividend of ${amount}`);
    const day = dayAt(calendar, date.getTime());
    let held = amount;
    for (const split of splits) if (split.day > day) held *= split.to / split.from;
    return { kind: "dividend", day, amount: held, currency: meta.currency };
  });
  return [...splits, ...dividends].sort(
    (a, b) => a.day - b.day || Number(b.kind === "split") - Number(a.kind === "split"),
  );
}
