import { createTradeColumns, type TradeColumns } from "../trade-columns.ts";

/** A trade with all its numbers, named as in `TradeColumns`; what isn't given stays as `createTradeColumns` makes it. */
export interface RecordedTrade {
  readonly side: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly quantity: number;
  readonly pnl: number;
  readonly returnFraction: number;
  readonly commission: number;
  readonly spread: number;
  readonly slippage: number;
  readonly impact: number;
  readonly taxes: number;
  readonly carry: number;
  readonly dividends: number;
  readonly exitReason: number;
  readonly isAmbiguous: number;
}

const FIRST_CAPACITY = 64;

/** Collects finished trades as columns: an object for each would take several times the room. */
export class TradeRecorder {
  private trades = createTradeColumns("", FIRST_CAPACITY);
  private length = 0;

  add(trade: RecordedTrade): void {
    if (this.length === this.trades.length) this.trades = this.copied("", this.length * 2);
    write(this.trades, this.length++, trade);
  }

  /** All that were added, and one more that isn't finished, where there is one. */
  columns(symbol: string, open: RecordedTrade | null): TradeColumns {
    const trades = this.copied(symbol, this.length + (open === null ? 0 : 1));
    if (open !== null) write(trades, this.length, open);
    return trades;
  }

  private copied(symbol: string, length: number): TradeColumns {
    const to = createTradeColumns(symbol, length);
    const from: Readonly<Record<string, unknown>> = { ...this.trades };
    for (const [name, column] of Object.entries(to)) {
      if (ArrayBuffer.isView(column))
        (column as Float64Array).set((from[name] as Float64Array).subarray(0, this.length));
    }
    return to;
  }
}

function write(to: TradeColumns, row: number, trade: RecordedTrade): void {
  to.side[row] = trade.side;
  to.entryBar[row] = trade.entryBar;
  to.exitBar[row] = trade.exitBar;
  to.entryTime[row] = trade.entryTime;
  to.exitTime[row] = trade.exitTime;
  to.entryPrice[row] = trade.entryPrice;
  to.exitPrice[row] = trade.exitPrice;
  to.quantity[row] = trade.quantity;
  to.pnl[row] = trade.pnl;
  to.returnFraction[row] = trade.returnFraction;
  to.commission[row] = trade.commission;
  to.spread[row] = trade.spread;
  to.slippage[row] = trade.slippage;
  to.impact[row] = trade.impact;
  to.taxes[row] = trade.taxes;
  to.carry[row] = trade.carry;
  to.dividends[row] = trade.dividends;
  to.exitReason[row] = trade.exitReason;
  to.isAmbiguous[row] = trade.isAmbiguous;
}
