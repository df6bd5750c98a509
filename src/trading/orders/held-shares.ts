import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { ExitGuard } from "../fills/exit-guard.ts";
import type { OutcomeScale } from "../fills/outcome-scale.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LimitedInstrument } from "../risk/limited-instrument.ts";
import type { PositionExits } from "./position-exits.ts";
import { wholeLots } from "./resolve-quantity.ts";
import type { UnfinishedOrders } from "./unfinished-orders.ts";
import type { WaitingOrders } from "./waiting-orders.ts";

/** All that speaks of shares of one instrument, and of prices of one. */
interface Surroundings {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly guard: ExitGuard;
  readonly waiting: WaitingOrders;
  readonly unfinished: UnfinishedOrders;
  readonly exits: PositionExits;
  readonly scale: OutcomeScale;
  /** Null: the account has no limits. */
  readonly limits: LimitedInstrument | null;
  /** The smallest unit that orders are made of; null: any fraction. */
  readonly lot: number | null;
  /** Told that nothing is held any more. */
  readonly left: (side: FillSide, price: number) => void;
}

/** What corporate actions do to the shares of one instrument that are held, and to its orders. */
export class HeldShares {
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Restates the position, its stops and the orders that wait in new shares, before the open of bar `i`. */
  split(ratio: Ratio, i: number): void {
    const { ledger, guard, waiting, unfinished, exits, scale, limits } = this.around;
    ledger.split(ratio, i);
    guard.restate(ratio);
    waiting.restate(ratio);
    unfinished.restate(ratio);
    exits.restate(ratio);
    scale.restate(ratio);
    limits?.restate(ratio);
  }

  /** Credits each unit of a long position with an amount, or charges a short one, before the open of bar `i`. */
  payDividend(perUnit: number, i: number): void {
    const { ledger, bars, scale } = this.around;
    const { quantity, multiplier } = ledger;
    if (quantity === 0) return;
    const kind = quantity > 0 ? "dividend" : "dividend-charged";
    ledger.bookCash(kind, quantity * perUnit * multiplier, { bar: i, time: columnOf(bars, "time").at(i)! });
    scale.received(Math.sign(quantity) * perUnit * multiplier);
  }

  /** Pays out what is no whole lot of the position, at the open of bar `i` without costs. */
  payOutFraction(i: number): void {
    const { ledger, bars, waiting, lot, left } = this.around;
    const units = Math.abs(ledger.quantity);
    const fraction = units - wholeLots(units, lot);
    if (fraction === 0) return;
    const side = ledger.quantity > 0 ? 1 : -1;
    const open = bars.open[i]!;
    if (fraction === units) waiting.dropExit("position-closed");
    ledger.payOut(fraction, open, { bar: i, phase: "open", time: columnOf(bars, "time").at(i)! });
    if (ledger.quantity === 0) left(side, open);
  }
}
