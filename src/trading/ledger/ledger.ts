import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Instrument } from "../../market/instrument.ts";
import { OrderTally } from "../costs/commission/order-tally.ts";
import { type FillSide, NO_PARTS, type TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import {
  type FillColumns,
  type FillPhase,
  FillRecorder,
  NO_EXIT_REASON,
  type RecordedFill,
} from "../fills/fill-columns.ts";
import { EXIT_REASONS, type ExitReason, type TradeColumns } from "../trade-columns.ts";
import { CashAccount } from "./cash-account.ts";
import { type CashEventColumns, type CashEventKind, CashEventRecorder } from "./cash-events.ts";
import type { Holding } from "./holding.ts";
import { priceAfter, SplitHistory, unitsAfter } from "./split-history.ts";
import { TradeBuilder, type TradeFill } from "./trade-builder.ts";
import { withoutRounding } from "./without-rounding.ts";

/** Below this share of equity, cash after a fill is rounding and counts as nothing. */
const CASH_DUST = 1e-9;

/** Where and why a fill happens. */
export interface FillPlace {
  readonly bar: number;
  readonly phase: FillPhase;
  /** Epoch milliseconds. */
  readonly time: number;
  /** The order waited for its price: it pays what makers pay. */
  readonly isMaker?: boolean;
  /** What the order's fills paid so far, where it may have several. */
  readonly order?: OrderTally;
}

/**
 * The position of one instrument and the cash of its account: the only code that changes them. Both engines write here, in
 * the order of operations of the rule book: p = reference × (1 ± s), n = q × p × multiplier, fee = commission(q, p);
 * buy: cash − (n + fee), sell: cash + (n − fee).
 */
export class Ledger implements Holding {
  readonly account: CashAccount;
  private readonly instrument: Instrument;
  private readonly costs: TransactionCostEngine;
  /** What splits did to the instrument so far. */
  readonly splits = new SplitHistory();
  private readonly recorder = new FillRecorder();
  private readonly cashRecorder = new CashEventRecorder();
  private readonly trades: TradeBuilder;
  private held = 0;
  private seen = NaN;

  /** @param account what other instruments may share, or the cash of an account of its own */
  constructor(account: CashAccount | number, instrument: Instrument, costs: TransactionCostEngine) {
    this.account = typeof account === "number" ? new CashAccount(account) : account;
    this.instrument = instrument;
    this.costs = costs;
    this.trades = new TradeBuilder(instrument.multiplier);
    this.account.join(this);
  }

  get startingCash(): number {
    return this.account.startingCash;
  }

  get cash(): number {
    return this.account.cash;
  }

  get multiplier(): number {
    return this.instrument.multiplier;
  }

  /** Latest price that `markAt` was told; NaN before. */
  get mark(): number {
    return this.seen;
  }

  /** Tells at which price the instrument was seen last: what others of the account value this position by. */
  markAt(price: number): void {
    if (this.held !== 0)
      this.account.grossMoved(Math.abs(this.held) * (price - this.seen) * this.instrument.multiplier);
    this.seen = price;
  }

  /** Signed units: above 0 long. */
  get quantity(): number {
    return this.held;
  }

  /** The account's cash plus its positions, this one valued at `price`. */
  equityAt(price: number): number {
    return this.account.equityWith(this, price);
  }

  /** What sizes are measured by: `equityAt`, or the same for all instruments of one instant. */
  sizingEquityAt(price: number): number {
    return this.account.sizingEquityWith(this, price);
  }

  /** Value of the account's positions without sign, this one at `price`. */
  grossAt(price: number): number {
    return this.account.grossWith(this, price);
  }

  /**
   * What a unit of the position cost on average, NaN when flat: the quantity-weighted mean of the increasing fills, in
   * which a reduction takes units away at that mean.
   */
  get averageEntryPrice(): number {
    return this.trades.averageCost;
  }

  /** The trade under way depends on the order of prices inside a bar. */
  markAmbiguous(): void {
    this.trades.markAmbiguous();
  }

  /**
   * Buys or sells to open or enlarge a position.
   *
   * @param price what is paid; the reference and the slippage of a market order unless given
   */
  increase(
    side: FillSide,
    quantity: number,
    reference: number,
    place: FillPlace,
    price = this.costs.fillPrice(side, reference, place.bar, quantity),
  ): void {
    const fill = this.execute(side, quantity, price, reference, place, NO_EXIT_REASON);
    this.hold(this.held + side * quantity);
    this.trades.increase(side, fill, Math.abs(this.held));
    this.dropCashDust(fill.price);
  }

  /**
   * Reduces the position; a remainder that is only rounding goes too.
   *
   * @param quantity the held quantity itself to close
   * @param price what is paid; the reference and the slippage of a market order unless given
   */
  reduce(
    quantity: number,
    reference: number,
    place: FillPlace,
    reason: ExitReason,
    price = this.costs.fillPrice(this.held > 0 ? -1 : 1, reference, place.bar, quantity),
  ): void {
    const side: FillSide = this.held > 0 ? -1 : 1;
    const fill = this.execute(side, quantity, price, reference, place, EXIT_REASONS.indexOf(reason));
    this.hold(withoutRounding(this.held + side * quantity, this.trades.largest, this.instrument.lot));
    this.trades.reduce(fill, this.held === 0, reason);
    this.dropCashDust(fill.price);
  }

  /** Restates the position, the trade under way and the mark in new shares, before the open of `bar`; cash stays. */
  split(ratio: Ratio, bar: number): void {
    this.splits.add({ bar, ratio, fillsBefore: this.recorder.length });
    this.held = unitsAfter(ratio, this.held);
    this.seen = priceAfter(ratio, this.seen);
    this.trades.restate(ratio);
  }

  /** Pays out units at a price without costs: the fraction of a lot that a split left. */
  payOut(quantity: number, price: number, { bar, phase, time }: FillPlace): void {
    const side: FillSide = this.held > 0 ? -1 : 1;
    const cashFlow = -side * (quantity * price * this.instrument.multiplier);
    this.account.cash += cashFlow;
    this.recorder.add(bar, phase, time, side, quantity, price, price, 0, NO_PARTS, 0, EXIT_REASONS.indexOf("split"));
    this.hold(withoutRounding(this.held + side * quantity, this.trades.largest, this.instrument.lot));
    const fill = { bar, time, quantity, price, cashFlow, commission: 0, ...NO_PARTS, taxes: 0 };
    this.trades.reduce(fill, this.held === 0, "split");
  }

  /** Moves cash without a fill: a dividend, a fee by time; the money belongs to the trade under way. */
  bookCash(kind: CashEventKind, amount: number, { bar, time }: Pick<FillPlace, "bar" | "time">): void {
    this.account.cash += amount;
    this.cashRecorder.add(kind, amount, bar, time, this.recorder.length);
    this.trades.bookCash(kind, amount);
  }

  cashEvents(): CashEventColumns {
    return this.cashRecorder.columns();
  }

  /** Fills so far. */
  get fillCount(): number {
    return this.recorder.length;
  }

  fillAt(k: number): RecordedFill {
    return this.recorder.at(k);
  }

  fills(): FillColumns {
    return this.recorder.columns();
  }

  /** All trades; one still open is marked at `price`. */
  tradesMarkedAt(lastBar: number, time: number, price: number): TradeColumns {
    return this.trades.columns(this.instrument.symbol, lastBar, time, this.held, price);
  }

  private execute(
    side: FillSide,
    quantity: number,
    price: number,
    reference: number,
    place: FillPlace,
    exitReason: number,
  ): TradeFill {
    const { bar, phase, time } = place;
    const { multiplier } = this.instrument;
    const notional = quantity * price * multiplier;
    const commission = this.commissionOf(side, quantity, price, notional, place);
    const taxes = this.costs.tax(side, quantity, price, multiplier);
    const charges = taxes === 0 ? commission : commission + taxes;
    const parts = this.costs.explain(reference, price, quantity, multiplier, bar);
    const before = this.account.cash;
    this.account.cash = side === 1 ? before - (notional + charges) : before + (notional - charges);
    this.recorder.add(bar, phase, time, side, quantity, price, reference, commission, parts, taxes, exitReason);
    const cashFlow = side === 1 ? -(notional + charges) : notional - charges;
    const { spread, slippage, impact } = parts;
    return { bar, time, quantity, price, cashFlow, commission, spread, slippage, impact, taxes };
  }

  private commissionOf(side: FillSide, quantity: number, price: number, notional: number, place: FillPlace): number {
    const { costs, account } = this;
    if (!costs.chargesOrders) return costs.commission(quantity, price, this.multiplier);
    const { time, isMaker = false, order = new OrderTally() } = place;
    return order.charge(costs.settings.commission, { side, quantity, notional, isMaker, time }, account.volume);
  }

  private hold(units: number): void {
    const grown = Math.abs(units) - Math.abs(this.held);
    this.account.changed(this.held, units, grown * this.seen * this.instrument.multiplier);
    this.held = units;
  }

  private dropCashDust(price: number): void {
    const { cash } = this.account;
    if (Math.abs(cash) > 2 * CASH_DUST * (Math.abs(cash) + this.account.roughGross)) return;
    const worth = Math.abs(cash) + this.grossAt(price);
    if (Math.abs(cash) < CASH_DUST * worth) this.account.cash = 0;
  }
}
