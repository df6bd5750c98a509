import type { Ratio } from "../../data/prepare/ratio.ts";
import { EXIT_REASONS, type ExitReason, OPEN_TRADE, type TradeColumns } from "../trade-columns.ts";
import { addCashPart, type CashEventKind } from "./cash-events.ts";
import { priceAfter, unitsAfter } from "./split-history.ts";
import type { FillMoney } from "./trade-money.ts";
import { type RecordedTrade, TradeRecorder } from "./trade-recorder.ts";

interface Row {
  side: number;
  entryBar: number;
  exitBar: number;
  entryTime: number;
  exitTime: number;
  entryQuantity: number;
  entryPrice: number;
  entryNotional: number;
  exitQuantity: number;
  exitPrice: number;
  largest: number;
  averageCost: number;
  cashFlow: number;
  commission: number;
  spread: number;
  slippage: number;
  impact: number;
  taxes: number;
  carry: number;
  dividends: number;
  exitReason: number;
  isAmbiguous: boolean;
}

/** What the builder is told of a fill. */
export interface TradeFill extends FillMoney {
  readonly bar: number;
  readonly time: number;
  readonly quantity: number;
  readonly price: number;
  /** Signed change of cash. */
  readonly cashFlow: number;
}

/** Gathers the fills of one instrument into trades, flat to flat. */
export class TradeBuilder {
  private readonly finished = new TradeRecorder();
  private current: Row | null = null;
  private readonly multiplier: number;

  constructor(multiplier: number) {
    this.multiplier = multiplier;
  }

  /** Largest quantity held in the trade that is under way; 0 when flat. */
  get largest(): number {
    return this.current?.largest ?? 0;
  }

  /** What a unit of the position under way cost: units that were sold again no longer count; NaN when flat. */
  get averageCost(): number {
    return this.current?.averageCost ?? NaN;
  }

  markAmbiguous(): void {
    if (this.current !== null) this.current.isAmbiguous = true;
  }

  /** A fill that opens or enlarges; `held` is the quantity afterwards, without sign. */
  increase(side: 1 | -1, fill: TradeFill, held: number): void {
    this.current ??= emptyRow(side, fill);
    const row = this.current;
    row.entryQuantity += fill.quantity;
    row.entryPrice = meanWith(row.entryPrice, fill.price, fill.quantity / row.entryQuantity);
    row.entryNotional += fill.quantity * fill.price * this.multiplier;
    row.averageCost = meanWith(row.averageCost, fill.price, fill.quantity / held);
    row.largest = Math.max(row.largest, held);
    addMoney(row, fill);
  }

  /** A fill that reduces; the trade ends when `isFlat`. */
  reduce(fill: TradeFill, isFlat: boolean, reason: ExitReason): void {
    const row = this.current!;
    row.exitQuantity += fill.quantity;
    row.exitPrice = meanWith(row.exitPrice, fill.price, fill.quantity / row.exitQuantity);
    row.exitBar = fill.bar;
    row.exitTime = fill.time;
    row.exitReason = EXIT_REASONS.indexOf(reason);
    addMoney(row, fill);
    if (!isFlat) return;
    this.finished.add(recorded(row));
    this.current = null;
  }

  /** Restates the trade under way in new shares; its money stays what it is. */
  restate(split: Ratio): void {
    const row = this.current;
    if (row === null) return;
    row.entryQuantity = unitsAfter(split, row.entryQuantity);
    row.exitQuantity = unitsAfter(split, row.exitQuantity);
    row.largest = unitsAfter(split, row.largest);
    row.entryPrice = priceAfter(split, row.entryPrice);
    row.exitPrice = priceAfter(split, row.exitPrice);
    row.averageCost = priceAfter(split, row.averageCost);
  }

  /** Cash that moved without a fill, signed, belongs to the trade under way; to none when flat. */
  bookCash(kind: CashEventKind, amount: number): void {
    if (this.current === null) return;
    this.current.cashFlow += amount;
    addCashPart(this.current, kind, amount);
  }

  /** All trades, excursions unknown; one under way is marked at `price`, without exit cost, and listed as open. */
  columns(symbol: string, lastBar: number, time: number, held: number, price: number): TradeColumns {
    const row = this.current;
    if (row === null) return this.finished.columns(symbol, null);
    const exitQuantity = row.exitQuantity + Math.abs(held);
    const marked: Row = {
      ...row,
      exitBar: lastBar,
      exitTime: time,
      exitQuantity,
      exitPrice: meanWith(row.exitPrice, price, Math.abs(held) / exitQuantity),
      cashFlow: row.cashFlow + held * price * this.multiplier,
      exitReason: OPEN_TRADE,
    };
    return this.finished.columns(symbol, recorded(marked));
  }
}

function recorded(row: Row): RecordedTrade {
  return {
    side: row.side,
    entryBar: row.entryBar,
    exitBar: row.exitBar,
    entryTime: row.entryTime,
    exitTime: row.exitTime,
    entryPrice: row.entryPrice,
    exitPrice: row.exitPrice,
    quantity: row.largest,
    pnl: row.cashFlow,
    returnFraction: row.cashFlow / row.entryNotional,
    commission: row.commission,
    spread: row.spread,
    slippage: row.slippage,
    impact: row.impact,
    taxes: row.taxes,
    carry: row.carry,
    dividends: row.dividends,
    exitReason: row.exitReason,
    isAmbiguous: row.isAmbiguous ? 1 : 0,
  };
}

function emptyRow(side: 1 | -1, { bar, time }: TradeFill): Row {
  return {
    side,
    entryBar: bar,
    exitBar: bar,
    entryTime: time,
    exitTime: time,
    entryQuantity: 0,
    entryPrice: 0,
    entryNotional: 0,
    exitQuantity: 0,
    exitPrice: 0,
    largest: 0,
    averageCost: 0,
    cashFlow: 0,
    commission: 0,
    spread: 0,
    slippage: 0,
    impact: 0,
    taxes: 0,
    carry: 0,
    dividends: 0,
    exitReason: 0,
    isAmbiguous: false,
  };
}

/** The quantity-weighted mean with one more price of `share` in the whole; of equal prices it is that price, to the bit. */
export function meanWith(mean: number, price: number, share: number): number {
  return mean + (price - mean) * share;
}

function addMoney(row: Row, { cashFlow, commission, spread, slippage, impact, taxes }: TradeFill): void {
  row.cashFlow += cashFlow;
  row.commission += commission;
  row.spread += spread;
  row.slippage += slippage;
  row.impact += impact;
  row.taxes += taxes;
}
