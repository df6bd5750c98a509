import type { RunDetail } from "../run/run-detail.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";
import type { TradeRows } from "./trade-rows.ts";

/** Trades where a chart of one price line shows them: those of several instruments lie on their index. */
export function chartedTrades({ trades, curve }: RunDetail, at: TradeRows): TradeColumns {
  if (trades.symbols.length < 2) return trades;
  const onIndex = (rows: Int32Array) => Float64Array.from(rows, (row) => curve.close[row]!);
  return { ...trades, entryPrice: onIndex(at.entry), exitPrice: onIndex(at.exit) };
}
