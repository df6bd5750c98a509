import { select } from "../math/select.ts";
import { OPEN_TRADE, type TradeColumns } from "../trading/trade-columns.ts";

/** How far closed trades went and what came of them; columns of one length, in order of entry. */
export interface TradeExcursions {
  /** Fractions of the average entry price. */
  readonly mae: Float64Array;
  readonly mfe: Float64Array;
  /** pnl over the sum of entry notionals. */
  readonly result: Float64Array;
  /** Trades that were still open at the end, and aren't among them. */
  readonly openTrades: number;
}

/** True for a trade that has ended and whose excursions are known. */
export function hasExcursions(trades: TradeColumns, i: number): boolean {
  return (
    trades.exitReason[i] !== OPEN_TRADE && Number.isFinite(trades.mae[i]! + trades.mfe[i]! + trades.returnFraction[i]!)
  );
}

/** The closed trades of a run, without those whose excursions nobody measured. */
export function tradeExcursions(trades: TradeColumns): TradeExcursions {
  const isKnown = (row: number) => hasExcursions(trades, row);
  return {
    mae: select(trades.mae, isKnown),
    mfe: select(trades.mfe, isKnown),
    result: select(trades.returnFraction, isKnown),
    openTrades: trades.exitReason.reduce((count, code) => count + (code === OPEN_TRADE ? 1 : 0), 0),
  };
}
