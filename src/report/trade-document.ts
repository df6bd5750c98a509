import type { Json } from "../core/canonical-json.ts";
import { isoTime } from "../market/iso-time.ts";
import { type TradeColumns, tradeAt } from "../trading/trade-columns.ts";
import type { RowLabels } from "./row-labels.ts";

/**
 * The trade at row `i` as plain JSON: times in ISO 8601 UTC, numbers that JSON can't hold as null. Bars of a day or
 * longer add the sessions, because a close may be stamped with the next day.
 */
export function tradeDocument(trades: TradeColumns, i: number, labels: RowLabels): Json {
  const {
    entryTime,
    exitTime,
    entryPrice,
    exitPrice,
    quantity,
    pnl,
    returnFraction,
    commission,
    spread,
    slippage,
    impact,
    taxes,
    carry,
    dividends,
    mae,
    mfe,
    ...facts
  } = tradeAt(trades, i);
  return {
    symbol: facts.symbol,
    side: facts.side,
    entryTime: isoTime(entryTime),
    exitTime: isoTime(exitTime),
    ...(labels.isDaily ? { entrySession: labels.entry(i), exitSession: labels.exit(i) } : {}),
    entryBar: facts.entryBar,
    exitBar: facts.exitBar,
    entryPrice: finiteOrNull(entryPrice),
    exitPrice: finiteOrNull(exitPrice),
    quantity: finiteOrNull(quantity),
    pnl: finiteOrNull(pnl),
    returnFraction: finiteOrNull(returnFraction),
    commission: finiteOrNull(commission),
    spread: finiteOrNull(spread),
    slippage: finiteOrNull(slippage),
    impact: finiteOrNull(impact),
    taxes: finiteOrNull(taxes),
    carry: finiteOrNull(carry),
    dividends: finiteOrNull(dividends),
    mae: finiteOrNull(mae),
    mfe: finiteOrNull(mfe),
    exitReason: facts.exitReason,
    isAmbiguous: facts.isAmbiguous,
  };
}

/** What JSON can hold of a number. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
