import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import { type EntryLevels, type ExitGuard, levelsAfter } from "../fills/exit-guard.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { priceAfter } from "../ledger/split-history.ts";
import type { OrderBook } from "./order-book.ts";
import { NOT_FILLED_REASONS, type NotFilledReason } from "./order-columns.ts";
import type { OrderDelay } from "./order-delay.ts";
import { OrderPart } from "./order-part.ts";
import { advance } from "./order-states.ts";
import { isTimedOut, type OrderTimeouts } from "./time-in-force.ts";
import type { WaitingEntry, WaitingExit } from "./waiting-order.ts";

/** Prices that an entry waits for; NaN where one isn't given. */
export interface EntryPrices {
  readonly limit: number;
  readonly stop: number;
}

/** What waiting orders look at, and report to. */
interface Surroundings {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly guard: ExitGuard;
  readonly delay: OrderDelay;
}

/**
 * The orders of one instrument that wait for a price: at most one that enters and one that leaves the whole position.
 * Whatever ends one without a fill is told to the order book, by reason.
 */
export class WaitingOrders {
  private readonly around: Surroundings;
  private readonly timeouts: OrderTimeouts;
  private readonly askedUnits: number;
  private waitingEntry: WaitingEntry | null = null;
  private waitingExit: WaitingExit | null = null;

  /** @param askedUnits of every entry; NaN for an intent */
  constructor(around: Surroundings, timeouts: OrderTimeouts, askedUnits: number) {
    this.around = around;
    this.timeouts = timeouts;
    this.askedUnits = askedUnits;
  }

  get entry(): WaitingEntry | null {
    return this.waitingEntry;
  }

  get exit(): WaitingExit | null {
    return this.waitingExit;
  }

  /** True while any order waits. */
  get isAny(): boolean {
    return this.waitingEntry !== null || this.waitingExit !== null;
  }

  /** Side of the entry that waits; 0 without one. */
  get entrySide(): FillSide | 0 {
    return this.waitingEntry?.side ?? 0;
  }

  /** Lets an entry wait for its price from the bar after `i` on. */
  placeEntry(i: number, side: FillSide, prices: EntryPrices, levels: EntryLevels): void {
    const { bars, ledger } = this.around;
    const equityAtDecision = ledger.equityAt(bars.close[i]!);
    const firstBar = this.around.delay.firstBar(i);
    const next = { decisionBar: i, firstBar, placedBar: firstBar, part: new OrderPart(i, side) };
    const named = Number.isNaN(prices.stop) ? prices.limit : prices.stop;
    this.waitingEntry = { side, ...prices, named, levels, equityAtDecision, ...next };
  }

  /**
   * Gives the waiting entry another limit from the bar after `i` on, as an order of its own; NaN takes it back. A pure
   * stop order has no limit and stays.
   */
  replaceEntry(i: number, limit: number): void {
    const entry = this.waitingEntry;
    if (entry === null || Number.isNaN(entry.limit) || entry.limit === limit) return;
    this.dropEntry(Number.isNaN(limit) ? "withdrawn" : "replaced");
    if (Number.isNaN(limit)) return;
    const part = new OrderPart(entry.decisionBar, entry.side, entry.part.left);
    part.isIntent = entry.part.isIntent;
    this.waitingEntry = { ...entry, limit, named: limit, placedBar: this.around.delay.firstBar(i), part };
  }

  /** The entry found its price: it is filled, or refused by its own sizing, and no longer waits. */
  takeEntry(): void {
    this.waitingEntry = null;
  }

  /** An entry that found its price waits on, for volume. */
  keepEntry(entry: WaitingEntry): void {
    this.waitingEntry = entry;
  }

  /** Ends the waiting entry, if it has filled in part: the position that it was filling is left. */
  dropFilling(): void {
    if (this.waitingEntry !== null && this.waitingEntry.part.filled > 0) this.dropEntry("left-meanwhile");
  }

  /** Ends the waiting entry, if any, without another fill. */
  dropEntry(reason: NotFilledReason): void {
    if (this.waitingEntry === null) return;
    const { decisionBar, part } = this.waitingEntry;
    this.waitingEntry = null;
    this.report(part, this.around.ledger.splits.unitsSince(this.askedUnits, decisionBar), reason);
  }

  /** Lets the exit of the whole position wait for its price from the bar after `i` on. */
  placeExit(i: number, limit: number): void {
    const part = new OrderPart(i, this.around.ledger.quantity > 0 ? -1 : 1);
    const placedBar = this.around.delay.firstBar(i);
    this.waitingExit = { decisionBar: i, placedBar, limit, part };
    this.around.guard.awaitExit(limit, placedBar);
  }

  /** The exit found its price. */
  takeExit(): void {
    this.waitingExit = null;
  }

  /** Ends the waiting exit, if any, without a fill. */
  dropExit(reason: NotFilledReason): void {
    if (this.waitingExit === null) return;
    const { part } = this.waitingExit;
    this.waitingExit = null;
    this.around.guard.awaitExit(NaN, -1);
    this.report(part, Math.abs(this.around.ledger.quantity), reason);
  }

  /** Restates the prices of what waits in new shares. */
  restate(split: Ratio): void {
    const after = (price: number) => priceAfter(split, price);
    const { waitingEntry: entry, waitingExit: exit } = this;
    if (entry !== null) {
      entry.limit = after(entry.limit);
      entry.stop = after(entry.stop);
      entry.named = after(entry.named);
      entry.levels = levelsAfter(split, entry.levels);
      entry.part.restate(split);
    }
    exit?.part.restate(split);
    if (exit !== null) this.waitingExit = { ...exit, limit: after(exit.limit) };
  }

  /** Ends the orders whose time is over in bar `i`. */
  beginBar(i: number): void {
    const { bars } = this.around;
    const { waitingEntry: entry, waitingExit: exit, timeouts } = this;
    if (entry !== null && isTimedOut(timeouts.entry, entry.placedBar, i, bars)) this.dropEntry("timed-out");
    if (exit !== null && isTimedOut(timeouts.exit, exit.placedBar, i, bars)) this.dropExit("timed-out");
  }

  /** No bar comes after `last`: ends orders that never met one, and those that waited on. */
  endData(last: number): void {
    const reasonOf = (firstBar: number) => (firstBar > last ? "last-bar" : "data-ended");
    if (this.waitingEntry !== null) this.dropEntry(reasonOf(this.waitingEntry.firstBar));
    if (this.waitingExit !== null) this.dropExit(reasonOf(this.waitingExit.placedBar));
  }

  private report(part: OrderPart, asked: number, reason: NotFilledReason): void {
    advance("waiting", NOT_FILLED_REASONS[reason].status);
    this.around.orders.endPart(part, asked, reason);
  }
}
