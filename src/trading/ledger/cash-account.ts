import { TradedVolume } from "../costs/commission/traded-volume.ts";
import type { AccountRules } from "./account-rules.ts";
import type { Holding } from "./holding.ts";
import { MarginWatch } from "./margin-watch.ts";

/**
 * The cash that the ledgers of an account share, and what the account is worth: cash plus each position at its mark, added
 * in the order in which the instruments joined. Only ledgers change the cash.
 */
export class CashAccount {
  readonly startingCash: number;
  /** Changed by ledgers only. */
  cash: number;
  /** What the account traded, for commissions that fall with volume. */
  readonly volume = new TradedVolume();
  /** Its maintenance margin; null: nobody asks for one. */
  readonly margin: MarginWatch | null;
  private readonly held: Holding[] = [];
  private fixedEquity = NaN;
  private shorts = 0;
  private rough = 0;

  /** @param rules what it may borrow, and what it must keep; absent: `leverage` says the one, and the other is nothing */
  constructor(startingCash: number, rules: AccountRules | null = null) {
    this.margin = rules === null || rules.kind === "cash" ? null : new MarginWatch(this, rules);
    this.startingCash = startingCash;
    this.cash = startingCash;
  }

  /** Every instrument's holding, in the order in which they joined. */
  get holdings(): readonly Holding[] {
    return this.held;
  }

  /** Some position is short. */
  get isShort(): boolean {
    return this.shorts > 0;
  }

  /** `gross` up to rounding, without a look at every position; NaN where an instrument was never marked. */
  get roughGross(): number {
    return this.rough;
  }

  /** A ledger's units went from `before` to `after`, which added so much to the value without sign. */
  changed(before: number, after: number, value: number): void {
    this.shorts += (after < 0 ? 1 : 0) - (before < 0 ? 1 : 0);
    this.rough += value;
  }

  /** A ledger's mark moved its position's value without sign by so much. */
  grossMoved(by: number): void {
    this.rough += by;
  }

  join(holding: Holding): void {
    this.held.push(holding);
  }

  /** Cash plus every position at its mark. */
  get equity(): number {
    let equity = this.cash;
    for (const { quantity, mark, multiplier } of this.held) if (quantity !== 0) equity += quantity * mark * multiplier;
    return equity;
  }

  /**
   * Measures sizes by what the account is worth now until `measureAnew`: what several instruments do at one instant then
   * doesn't depend on their order.
   */
  measureOnce(): void {
    this.fixedEquity = this.equity;
  }

  measureAnew(): void {
    this.fixedEquity = NaN;
  }

  /** Equity as above, the positions' values with and without sign, and how many there are. */
  totals(): { readonly equity: number; readonly net: number; readonly gross: number; readonly positions: number } {
    let equity = this.cash;
    let [net, gross, positions] = [0, 0, 0];
    for (const { quantity, mark, multiplier } of this.held) {
      if (quantity === 0) continue;
      const value = quantity * mark * multiplier;
      equity += value;
      net += value;
      gross += Math.abs(value);
      positions++;
    }
    return { equity, net, gross, positions };
  }

  /** What sizes are measured by: `equityWith`, or what `measureOnce` fixed. */
  sizingEquityWith(one: Holding, price: number): number {
    return Number.isNaN(this.fixedEquity) ? this.equityWith(one, price) : this.fixedEquity;
  }

  /** Cash plus every position at its mark, but `one` at `price`. */
  equityWith(one: Holding, price: number): number {
    let equity = this.cash;
    for (const holding of this.held) {
      if (holding === one) equity += one.quantity * price * one.multiplier;
      else if (holding.quantity !== 0) equity += holding.quantity * holding.mark * holding.multiplier;
    }
    return equity;
  }

  /** Value of all positions at their marks, without sign. */
  get gross(): number {
    let gross = 0;
    for (const { quantity, mark, multiplier } of this.held)
      if (quantity !== 0) gross += Math.abs(quantity) * mark * multiplier;
    return gross;
  }

  /** Value of all positions at their marks without sign, but `one` at `price`. */
  grossWith(one: Holding, price: number): number {
    let gross = 0;
    for (const holding of this.held) {
      const mark = holding === one ? price : holding.mark;
      if (holding.quantity !== 0) gross += Math.abs(holding.quantity) * mark * holding.multiplier;
    }
    return gross;
  }
}
