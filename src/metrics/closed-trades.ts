import { select } from "../math/select.ts";
import { OPEN_TRADE, type TradeColumns } from "../trading/trade-columns.ts";

/** `column` of the trades that have ended, in their order: what trade statistics are taken over. */
export function closedTrades(trades: TradeColumns, column: Float64Array): Float64Array {
  return select(column, (row) => trades.exitReason[row] !== OPEN_TRADE);
}
