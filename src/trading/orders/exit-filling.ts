import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { FillPricing } from "../fills/fill-pricing.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { LimitedInstrument } from "../risk/limited-instrument.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { EntrySizing } from "./entry-sizing.ts";
import type { FoundPrice } from "./found-price.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderDelay } from "./order-delay.ts";
import { OrderPart } from "./order-part.ts";
import type { UnfinishedOrders } from "./unfinished-orders.ts";
import type { VolumeLimit } from "./volume-limit.ts";
import type { WaitingOrders } from "./waiting-orders.ts";

/** What exits look at, act on and report to. */
interface Surroundings {
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly waiting: WaitingOrders;
  readonly unfinished: UnfinishedOrders;
  readonly volume: VolumeLimit;
  readonly delay: OrderDelay;
  readonly pricing: FillPricing;
  readonly sizing: EntrySizing;
  /** Null: the account has no limits. */
  readonly limits: LimitedInstrument | null;
  /** Told that nothing is held any more. */
  readonly left: (side: FillSide, price: number) => void;
}

/** Fills that settle a position where no market is left to take it. */
const SETTLEMENTS: readonly ExitReason[] = ["delisted", "end-of-data"];

/** Takes out of a position what orders want of it, as far as bars have volume; at market the rest goes on by itself. */
export class ExitFilling {
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Sells from a long position, or buys back from a short one, at a market price; what finds no volume goes on. */
  reduce(decisionBar: number, quantity: number, reference: number, place: FillPlace, reason: ExitReason): void {
    const { ledger, unfinished, delay } = this.around;
    const { isDelayed } = delay;
    const isWhole = quantity >= Math.abs(ledger.quantity);
    if (isWhole && unfinished.isLeavingIn(place.bar)) {
      this.goOn(reference, place, SETTLEMENTS.includes(reason));
      return;
    }
    unfinished.dropExit("replaced");
    const part = new OrderPart(decisionBar, ledger.quantity > 0 ? -1 : 1, quantity);
    if (isDelayed && (reason === "signal" || reason === "reverse")) part.firstBar = delay.firstBar(decisionBar);
    this.takeOut(part, this.exitPrice(part.side, reference, place, false), reference, place, reason);
    if (!part.isDone) unfinished.leave({ part, reason, isWhole, placedBar: place.bar });
    if (unfinished.isLeaving) this.around.waiting.dropFilling();
  }

  /** Goes on with the order at market that leaves or reduces and that waited for volume. */
  goOn(reference: number, place: FillPlace, isSettled = false): void {
    const { ledger, unfinished } = this.around;
    const { exit } = unfinished;
    if (exit === null) return;
    const { part } = exit;
    if (exit.isWhole || part.left > Math.abs(ledger.quantity)) part.left = Math.abs(ledger.quantity);
    unfinished.exit = null;
    const isStop = exit.reason === "stop-loss" || exit.reason === "trailing-stop" || exit.reason === "break-even";
    const reason = isSettled ? "delisted" : exit.reason;
    this.takeOut(part, this.exitPrice(part.side, reference, place, isStop), reference, place, reason);
    if (!part.isDone) unfinished.exit = exit;
  }

  /**
   * Sells from a long position, or buys back from a short one, for an order that found its price, as far as there is
   * volume.
   *
   * @returns false when it would pay worse than its limit, or there is no volume, and it waits on
   */
  reduceFound(found: FoundPrice, part: OrderPart, place: FillPlace, reason: ExitReason): boolean {
    const { reference, limit, isStop } = found;
    const { side } = part;
    const priceOf = Number.isNaN(limit)
      ? this.exitPrice(side, reference, place, isStop)
      : (quantity: number) => this.around.pricing.limit(side, reference, limit, place.bar, quantity);
    return this.takeOut(part, priceOf, reference, place, reason);
  }

  /** What an exit at market, or by a triggered stop, of so many units pays. */
  private exitPrice(side: FillSide, reference: number, { bar }: FillPlace, isStop: boolean) {
    return (quantity: number) => this.around.pricing.exit(side, reference, bar, isStop, quantity);
  }

  /**
   * Takes out of the position what a bar has of an order's units, unless the price is NaN.
   *
   * @returns false when nothing was taken
   */
  takeOut(
    part: OrderPart,
    priceOf: (quantity: number) => number,
    reference: number,
    place: FillPlace,
    reason: ExitReason,
  ): boolean {
    const { volume, orders } = this.around;
    if (place.bar < part.firstBar) return false;
    part.meet(volume.isTraded(place.bar));
    const quantity = SETTLEMENTS.includes(reason) ? part.left : volume.cut(place.bar, part.left);
    const price = quantity > 0 ? priceOf(quantity) : NaN;
    if (Number.isNaN(price)) return false;
    part.fill(quantity);
    volume.take(place.bar, quantity);
    if (part.isDone) orders.filled(part.decisionBar, part.side, part.filled);
    this.bookReduction(quantity, reference, price, volume.placeOf(part, place), reason);
    return true;
  }

  private bookReduction(
    quantity: number,
    reference: number,
    price: number,
    place: FillPlace,
    reason: ExitReason,
  ): void {
    const { ledger, waiting, sizing, limits, left } = this.around;
    const before = ledger.cash;
    const side = ledger.quantity > 0 ? 1 : -1;
    if (quantity >= Math.abs(ledger.quantity)) waiting.dropExit("position-closed");
    ledger.reduce(quantity, reference, place, reason, price);
    if (ledger.quantity === 0) left(side, price);
    sizing.received(ledger.cash - before, place.bar);
    limits?.traded(place.bar, quantity, price);
  }
}
