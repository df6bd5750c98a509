import type { Instrument } from "../../market/instrument.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { type FillColumns, type FillPhase, FillRecorder, NO_EXIT_REASON } from "../fills/fill-columns.ts";
import { EXIT_REASONS, type ExitReason, type TradeColumns } from "../trade-columns.ts";
import { CashAccount, type Holding } from "./cash-account.ts";
import { TradeBuilder } from "./trade-builder.ts";
import { withoutRounding } from "./without-rounding.ts";

/** Below this share of equity, cash after a fill is rounding and counts as nothing. */
const CASH_DUST = 1e-9;

/** Where and why a fill happens. */
export interface FillPlace {
  readonly bar: number;
  readonly phase: FillPhase;
  /** Epoch milliseconds. */
  readonly time: number;
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
  private readonly recorder = new FillRecorder();
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
    price = this.costs.fillPrice(side, reference),
  ): void {
    const fill = this.execute(side, quantity, price, reference, place, NO_EXIT_REASON);
    this.held += side * quantity;
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
    price = this.costs.fillPrice(this.held > 0 ? -1 : 1, reference),
  ): void {
    const side: FillSide = this.held > 0 ? -1 : 1;
    const fill = this.execute(side, quantity, price, reference, place, EXIT_REASONS.indexOf(reason));
    this.held = withoutRounding(this.held + side * quantity, this.trades.largest, this.instrument.lot);
    this.trades.reduce(fill, this.held === 0, reason);
    this.dropCashDust(fill.price);
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
    { bar, phase, time }: FillPlace,
    exitReason: number,
  ) {
    const { multiplier } = this.instrument;
    const notional = quantity * price * multiplier;
    const commission = this.costs.commission(quantity, price, multiplier);
    const slippage = Math.abs(price - reference) * quantity * multiplier;
    const before = this.account.cash;
    this.account.cash = side === 1 ? before - (notional + commission) : before + (notional - commission);
    this.recorder.add(bar, phase, time, side, quantity, price, reference, commission, slippage, exitReason);
    const cashFlow = side === 1 ? -(notional + commission) : notional - commission;
    return { bar, time, quantity, price, cashFlow, commission, slippage };
  }

  private dropCashDust(price: number): void {
    const { cash } = this.account;
    const worth = Math.abs(cash) + this.grossAt(price);
    if (Math.abs(cash) < CASH_DUST * worth) this.account.cash = 0;
  }
}
