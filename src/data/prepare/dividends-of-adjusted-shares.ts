import type { SessionDay } from "../../market/calendar/calendar.ts";
import type { CashDividend, CorporateAction } from "../../market/corporate-action.ts";

/**
 * The dividends of an instrument per share of prices that were adjusted for its splits: an amount counts per share as held
 * on its ex-date, of which later splits made more (or fewer).
 *
 * @param last session of the prices' last bar: splits after it adjust nothing
 */
export function dividendsOfAdjustedShares(actions: readonly CorporateAction[], last: SessionDay): CashDividend[] {
  const splits = actions.filter((action) => action.kind === "split");
  return actions.flatMap((action) => {
    if (action.kind !== "dividend") return [];
    let { amount } = action;
    for (const { day, from, to } of splits) if (day > action.day && day <= last) amount = (amount * from) / to;
    return [{ ...action, amount }];
  });
}
