import type { AccountOverBars } from "../../engine/vector/fast/account-statistics.ts";
import type { Bars } from "../../market/bars.ts";
import { closedTrades } from "../../metrics/closed-trades.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";

/** What statistics of a row are made of, from a simulation whose equity was never gone. */
export function accountOverBars(
  { instrument }: Pick<Bars, "instrument">,
  { account, startingCash, start, trades, fills }: SimulationResult,
): AccountOverBars {
  const pnl = closedTrades(trades, trades.pnl);
  let traded = 0;
  let commission = 0;
  for (let k = 0; k < fills.length; k++) {
    traded += fills.quantity[k]! * fills.price[k]! * instrument.multiplier;
    commission += fills.commission[k]!;
  }
  const open = trades.length - pnl.length;
  return { startingCash, start, stretches: account.stretches, pnl, open, traded, commission };
}
