import type { Ratio } from "../../data/prepare/ratio.ts";
import type { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { unitsAfter } from "../ledger/split-history.ts";
import { AmbiguityMeter } from "./ambiguity-meter.ts";
import { INTRABAR_MODES, type IntrabarMode, type ProtectiveExit } from "./protective-exit.ts";

/** Weighs what a bar brought against what it could have brought, had its prices come in another order. */
export class OutcomeScale {
  private readonly ledger: Ledger;
  private readonly costs: TransactionCostEngine;
  private readonly multiplier: number;
  private readonly meter = new AmbiguityMeter();

  constructor(ledger: Ledger, costs: TransactionCostEngine, multiplier: number) {
    this.ledger = ledger;
    this.costs = costs;
    this.multiplier = multiplier;
  }

  /**
   * Compares every order of a bar's prices with the exit that was taken; the trade is ambiguous when they differ.
   *
   * @param exitWhen what the bar brings in an order of prices
   * @param priceOf what an exit pays
   */
  weigh(
    close: number,
    taken: ProtectiveExit | null,
    exitWhen: (mode: IntrabarMode) => ProtectiveExit | null,
    priceOf: (exit: ProtectiveExit) => number,
  ): void {
    const units = Math.abs(this.ledger.quantity);
    const side = this.ledger.quantity > 0 ? 1 : -1;
    for (const mode of INTRABAR_MODES) {
      const other = exitWhen(mode);
      if (other?.reference === taken?.reference && other?.reason === taken?.reason) continue;
      this.ledger.markAmbiguous();
      const worth = other === null ? side * units * close * this.multiplier : this.worthAt(side, units, priceOf(other));
      this.meter.add(units, worth);
    }
  }

  /** Units are restated in new shares. */
  restate(split: Ratio): void {
    this.meter.restate((units) => unitsAfter(split, units));
  }

  /** The position received money, or was charged it, for each of its units. */
  received(perUnit: number): void {
    this.meter.received(perUnit);
  }

  /** The position was left at a price. */
  settle(side: 1 | -1, price: number): void {
    this.meter.settle((units) => this.worthAt(side, units, price));
  }

  /** Range of the total pnl, against what was taken, if ambiguous bars had gone the other ways; open trades at `mark`. */
  rangeAt(mark: number): readonly [number, number] {
    const side = Math.sign(this.ledger.quantity);
    return this.meter.rangeWith((units) => side * units * mark * this.multiplier);
  }

  /** What leaving with `units` at a price brings (of short ones: takes), in money. */
  private worthAt(side: 1 | -1, units: number, price: number): number {
    return side * units * price * this.multiplier - this.costs.commission(units, price, this.multiplier);
  }
}
