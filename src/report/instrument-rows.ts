import { OPEN_TRADE, type TradeColumns } from "../trading/trade-columns.ts";

/** What one of several instruments brought. */
export interface InstrumentRow {
  readonly symbol: string;
  /** Closed trades, and those still open. */
  readonly trades: number;
  readonly openTrades: number;
  /** Of closed trades; NaN without one. */
  readonly winRate: number;
  /** Money, open trades included. */
  readonly pnl: number;
  /** Of the account's starting cash. */
  readonly contribution: number;
  readonly commission: number;
}

/** The trades by instrument, in the order of instruments; also those that were never traded. */
export function instrumentRows(trades: TradeColumns, startingCash: number): InstrumentRow[] {
  const rows = trades.symbols.map(() => ({ trades: 0, openTrades: 0, won: 0, pnl: 0, commission: 0 }));
  for (let i = 0; i < trades.length; i++) {
    const row = rows[trades.instrument[i]!]!;
    row.pnl += trades.pnl[i]!;
    row.commission += trades.commission[i]!;
    if (trades.exitReason[i] === OPEN_TRADE) row.openTrades++;
    else {
      row.trades++;
      if (trades.pnl[i]! > 0) row.won++;
    }
  }
  return rows.map(({ won, ...row }, k) => ({
    symbol: trades.symbols[k]!,
    ...row,
    winRate: row.trades === 0 ? NaN : won / row.trades,
    contribution: row.pnl / startingCash,
  }));
}
