import { type GrowableColumn, growableFloat64, growableInt32 } from "../../../core/growable-column.ts";
import type { Bars } from "../../../market/bars.ts";
import type { TransactionCostEngine } from "../../../trading/costs/transaction-cost-engine.ts";
import { meanWith } from "../../../trading/ledger/trade-builder.ts";
import { withoutRounding } from "../../../trading/ledger/without-rounding.ts";
import type { AccountOverBars } from "./account-statistics.ts";

/** Below this share of what is held, cash after a fill counts as nothing: as in the ledger. */
const CASH_DUST = 1e-9;

/** The cash and the position of one lane after the other: the ledger's arithmetic, and of its records what statistics need. */
export class LaneAccount {
  cash = 0.5;
  /** Signed units. */
  quantity = 0.5;
  /** What a unit of the position cost, as in the ledger; NaN when flat. */
  averagePrice = NaN;
  /** Entries that the position is made of. */
  entries = 0;
  private readonly instrument: Bars["instrument"];
  private readonly costs: TransactionCostEngine;
  private readonly from: GrowableColumn<Int32Array> = growableInt32();
  private readonly cashes = growableFloat64();
  private readonly quantities = growableFloat64();
  private readonly pnl = growableFloat64();
  private largest = 0.5;
  private flow = 0.5;
  private traded = 0.5;
  private commission = 0.5;
  private lastCash = 0.5;
  private lastQuantity = 0.5;

  constructor(instrument: Bars["instrument"], costs: TransactionCostEngine) {
    this.instrument = instrument;
    this.costs = costs;
  }

  /** Begins a lane. */
  begin(cash: number): void {
    for (const column of [this.from, this.cashes, this.quantities, this.pnl]) column.length = 0;
    this.cash = cash;
    this.quantity = this.traded = this.commission = 0;
    this.leave();
    this.lastCash = NaN;
  }

  equityAt(price: number): number {
    return this.quantity === 0 ? this.cash : this.cash + this.quantity * price * this.instrument.multiplier;
  }

  /** Buys or sells to open or enlarge a position. */
  increase(side: 1 | -1, units: number, price: number): void {
    const flow = this.trade(side, units, price);
    this.quantity += side * units;
    const held = Math.abs(this.quantity);
    const before = this.entries === 0 ? 0 : this.averagePrice;
    this.averagePrice = meanWith(before, price, units / held);
    this.largest = Math.max(this.largest, held);
    this.flow += flow;
    this.entries++;
    this.dropCashDust(price);
  }

  /** Sells from a long position, or buys back from a short one. @returns true when nothing is held any more */
  reduce(units: number, price: number): boolean {
    const side = this.quantity > 0 ? -1 : 1;
    this.flow += this.trade(side, units, price);
    this.quantity = withoutRounding(this.quantity + side * units, this.largest, this.instrument.lot);
    const isFlat = this.quantity === 0;
    if (isFlat) {
      this.pnl.push(this.flow);
      this.leave();
    }
    this.dropCashDust(price);
    return isFlat;
  }

  /** Notes the account at the close of a bar; each bar in which it changed, in order. */
  mark(bar: number): void {
    if (this.cash === this.lastCash && this.quantity === this.lastQuantity) return;
    this.lastCash = this.cash;
    this.lastQuantity = this.quantity;
    this.from.push(bar);
    this.cashes.push(this.cash);
    this.quantities.push(this.quantity);
  }

  /** How the lane fared that ends; its columns are overwritten by the next one. */
  outcome(startingCash: number, start: number): AccountOverBars {
    const stretches = { from: this.from.view, cash: this.cashes.view, quantity: this.quantities.view };
    return {
      ...{ startingCash, start, stretches, pnl: this.pnl.view },
      ...{ open: this.quantity === 0 ? 0 : 1, traded: this.traded, commission: this.commission },
    };
  }

  private trade(side: 1 | -1, units: number, price: number): number {
    const { multiplier } = this.instrument;
    const notional = units * price * multiplier;
    const fee = this.costs.commission(units, price, multiplier);
    this.traded += notional;
    this.commission += fee;
    this.cash = side === 1 ? this.cash - (notional + fee) : this.cash + (notional - fee);
    return side === 1 ? -(notional + fee) : notional - fee;
  }

  private leave(): void {
    this.entries = 0;
    this.averagePrice = NaN;
    this.largest = this.flow = 0;
  }

  private dropCashDust(price: number): void {
    const owed = Math.abs(this.cash);
    const worth = owed + Math.abs(this.quantity) * price * this.instrument.multiplier;
    if (owed < CASH_DUST * worth) this.cash = 0;
  }
}
