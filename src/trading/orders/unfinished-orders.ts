import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import { type EntryLevels, levelsAfter } from "../fills/exit-guard.ts";
import { priceAfter, unitsAfter } from "../ledger/split-history.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { OrderBook } from "./order-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { OrderPart } from "./order-part.ts";
import { askedUnits, type Size } from "./size.ts";
import { isTimedOut, type OrderTimeouts, type TimeInForce } from "./time-in-force.ts";

/** An order at market that leaves or reduces the position, and that no bar had enough volume for yet. */
export interface UnfinishedExit {
  readonly part: OrderPart;
  readonly reason: ExitReason;
  /** It leaves the whole position, and was not taken back by what would have kept a part of it. */
  readonly isWhole: boolean;
  readonly placedBar: number;
}

/** An order at market that opens or enlarges a position, and that no bar had enough volume for yet. */
export interface UnfinishedEntry {
  readonly part: OrderPart;
  readonly side: FillSide;
  /** In shares of today. */
  size: Size;
  levels: EntryLevels;
  readonly equityAtDecision: number;
  readonly placedBar: number;
  /** Price that it was sent with; NaN: it has always been at market. */
  named: number;
}

/** Reasons of exits that were decided, and whose time can be over; a stop's never is. */
const DECIDED: readonly ExitReason[] = ["signal", "reverse"];

/**
 * The orders at market of one instrument that wait for volume: at most one that leaves or reduces and one that enters.
 * They are due again wherever the run's market orders fill, in the next bar with volume, the exit before the entry.
 */
export class UnfinishedOrders {
  private readonly bars: Bars;
  private readonly orders: OrderBook;
  private readonly timeouts: OrderTimeouts;
  exit: UnfinishedExit | null = null;
  entry: UnfinishedEntry | null = null;

  constructor(bars: Bars, orders: OrderBook, timeouts: OrderTimeouts) {
    this.bars = bars;
    this.orders = orders;
    this.timeouts = timeouts;
  }

  /** Any order waits for volume. */
  get isAny(): boolean {
    return this.exit !== null || this.entry !== null;
  }

  /** The whole position is being left. */
  get isLeaving(): boolean {
    return this.exit?.isWhole === true;
  }

  /** The same, and the order for that is at the market in bar `i`: what guards the position has nothing to do any more. */
  isLeavingIn(i: number): boolean {
    return this.exit?.isWhole === true && i >= this.exit.part.firstBar;
  }

  /** An exit waits for volume; one of the whole position ends what was still filling it. */
  leave(exit: UnfinishedExit): void {
    this.exit = exit;
    if (exit.isWhole) this.dropFilling();
  }

  /** Ends an entry that has filled in part. */
  dropFilling(): void {
    if (this.entry !== null && this.entry.part.filled > 0) this.dropEntry("left-meanwhile");
  }

  dropExit(reason: NotFilledReason): void {
    const { exit } = this;
    this.exit = null;
    if (exit !== null) this.orders.endPart(exit.part, exit.part.left, reason);
  }

  dropEntry(reason: NotFilledReason): void {
    const { entry } = this;
    this.entry = null;
    if (entry !== null) this.orders.endPart(entry.part, askedUnits(entry.size), reason);
  }

  /** Ends the orders whose time is over in bar `i`. */
  beginBar(i: number): void {
    const isOver = (time: TimeInForce, placedBar: number) => isTimedOut(time, placedBar, i, this.bars);
    const { exit, entry, timeouts } = this;
    if (exit !== null && DECIDED.includes(exit.reason) && isOver(timeouts.exit, exit.placedBar))
      this.dropExit("timed-out");
    if (entry !== null && isOver(timeouts.entry, entry.placedBar)) this.dropEntry("timed-out");
  }

  /** No bar comes any more. */
  endData(): void {
    this.dropExit("data-ended");
    this.dropEntry("data-ended");
  }

  /** Restates what waits in new shares. */
  restate(split: Ratio): void {
    this.exit?.part.restate(split);
    const { entry } = this;
    if (entry === null) return;
    entry.part.restate(split);
    entry.levels = levelsAfter(split, entry.levels);
    entry.named = priceAfter(split, entry.named);
    if (entry.size.kind === "quantity")
      entry.size = { kind: "quantity", quantity: unitsAfter(split, entry.size.quantity) };
  }
}
