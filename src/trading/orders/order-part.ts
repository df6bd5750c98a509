import type { Ratio } from "../../data/prepare/ratio.ts";
import { OrderTally } from "../costs/commission/order-tally.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import { unitsAfter } from "../ledger/split-history.ts";
import type { RiskCode } from "../risk/limits/limit.ts";

/** Shares of an order below this are rounding. */
const ROUNDING = 1e-9;

/** How far an order has come that may fill in several parts; changed in place. */
export class OrderPart {
  readonly decisionBar: number;
  readonly side: FillSide;
  /** Units filled so far. */
  filled = 0;
  /** Units still to fill; NaN until its size has become units. */
  left: number;
  /** Its size was an intent: cash that is short later cuts it, and refuses nothing. */
  isIntent = false;
  /** First bar in which it is at the market; −1: at once. */
  firstBar = -1;
  isClipped = false;
  cutBy: RiskCode | undefined = undefined;
  /** A bar in which it could have filled had volume; null while there was no such bar. */
  private metVolume: boolean | null = null;
  /** Positions that had been left when it first filled; −1 before. */
  positionsLeft = -1;
  private ownTally: OrderTally | null = null;

  constructor(decisionBar: number, side: FillSide, left = NaN) {
    this.decisionBar = decisionBar;
    this.side = side;
    this.left = left;
  }

  /** What its fills have paid, so that fees per order are paid once. */
  get tally(): OrderTally {
    this.ownTally ??= new OrderTally();
    return this.ownTally;
  }

  /** So many units of it were filled. */
  fill(units: number): void {
    this.filled += units;
    const left = this.left - units;
    this.left = left > ROUNDING * this.filled ? left : 0;
  }

  get isDone(): boolean {
    return this.left === 0;
  }

  /** It could fill in a bar, if that had volume. */
  meet(isTraded: boolean): void {
    this.metVolume = this.metVolume === true || isTraded;
  }

  /** It could have filled, but for volume: no bar had any. */
  get isHalted(): boolean {
    return this.metVolume === false;
  }

  restate(split: Ratio): void {
    this.filled = unitsAfter(split, this.filled);
    this.left = unitsAfter(split, this.left);
  }
}
