import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { ExitGuard, InsideEntry } from "../fills/exit-guard.ts";
import type { FillPricing } from "../fills/fill-pricing.ts";
import type { FinerBars } from "../fills/finer-bars.ts";
import type { OutcomeScale } from "../fills/outcome-scale.ts";
import { barSeen, type IntrabarMode, type ProtectiveExit } from "../fills/protective-exit.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { OrderBook } from "./order-book.ts";
import { OrderPart } from "./order-part.ts";
import type { UnfinishedOrders } from "./unfinished-orders.ts";
import type { VolumeLimit } from "./volume-limit.ts";
import type { WaitingOrders } from "./waiting-orders.ts";

/** What the stops and the target of a position look at, and act on. */
interface Surroundings {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly guard: ExitGuard;
  readonly scale: OutcomeScale;
  readonly waiting: WaitingOrders;
  readonly pricing: FillPricing;
  readonly intrabar: IntrabarMode;
  /** What settles the order of a bar's prices; null: `intrabar` alone. */
  readonly finer: FinerBars | null;
  readonly unfinished: UnfinishedOrders;
  readonly volume: VolumeLimit;
  /** Stops and targets look at a bar's range; else at its close alone. */
  readonly seesRange: boolean;
  /** Books what a bar has volume for of what leaves a position. */
  readonly takeOut: (
    part: OrderPart,
    priceOf: (quantity: number) => number,
    reference: number,
    place: FillPlace,
    reason: ExitReason,
  ) => boolean;
}

const NO_ROWS = [0, 0] as const;

/** Lets bars act on the stops and the target of the position that is held. */
export class PositionExits {
  private readonly around: Surroundings;
  /** Bar in which a stop, a target or a limit ended the latest position; −1 before the first one. */
  endedAt = -1;
  /** Of the position's target, which fills as far as each bar goes. */
  private target: OrderPart | null = null;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Lets the open of bar `i` act on a position. */
  passOpen(i: number, open = this.around.bars.open[i]!): void {
    const { guard, seesRange, unfinished } = this.around;
    if (!seesRange || unfinished.isLeavingIn(i)) return;
    const exit = guard.exitAtOpen(i, open);
    if (exit !== null) this.book(i, exit);
  }

  /** Lets one price act on a position: that at which it could be left in row `i`. */
  passPrice(i: number, price: number): void {
    this.passOpen(i, price);
    if (this.around.ledger.quantity !== 0) this.around.guard.survived(i, price, price, price);
  }

  /** Lets bar `i` pass over a position that none of its prices can end; false: one may, and nothing was done. */
  passCalmly(i: number): boolean {
    const { bars, guard, seesRange } = this.around;
    return seesRange && guard.passCalmly(i, i + 1, bars) === i + 1;
  }

  /** The first bar from `from` on, before `to`, that may end the position or move its stop; nothing is changed. */
  standsUntil(from: number, to: number): number {
    const { bars, guard, seesRange } = this.around;
    return seesRange ? guard.standsUntil(from, to, bars) : from;
  }

  /** Lets bars that may not end the position pass over it. */
  passOver(from: number, to: number): void {
    this.around.guard.passCalmly(from, to, this.around.bars);
  }

  /** Lets bar `i` act on a position. */
  pass(i: number): void {
    if (this.passCalmly(i)) return;
    const exit = this.within(i);
    if (exit === null || !this.book(i, exit)) this.survive(i);
  }

  /** The exit that the rest of bar `i` brings, if nothing else happens; null: none. Weighs how ambiguous it is. */
  within(i: number): ProtectiveExit | null {
    const { bars, ledger, guard, scale, intrabar, seesRange, unfinished } = this.around;
    if (ledger.quantity === 0 || unfinished.isLeavingIn(i)) return null;
    if (seesRange && guard.isOutOfReach(i, bars.high[i]!, bars.low[i]!)) return null;
    const rows = this.around.finer?.rowsIn(i) ?? NO_ROWS;
    if (rows[1] > rows[0]) return this.withinRows(i, rows);
    const bar = barSeen(bars, i, seesRange);
    const exit = guard.exitIn(i, bar, intrabar);
    const exitWhen = (mode: IntrabarMode) => guard.exitIn(i, bar, mode);
    scale.weigh(bar.close, exit, exitWhen, (other) => this.priceOf(i, other));
    return exit !== null && Number.isNaN(this.priceOf(i, exit)) ? null : exit;
  }

  /** The same along the finer bars of bar `i`: each is a bar of its own, whose extremes raise the trail for the next. */
  private withinRows(i: number, [from, to]: readonly [number, number]): ProtectiveExit | null {
    const { bars, guard, scale, intrabar } = this.around;
    const finer = this.around.finer!.bars;
    for (let row = from; row < to; row++) {
      const [high, low, close] = [finer.high[row]!, finer.low[row]!, finer.close[row]!];
      if (!guard.isOutOfReach(i, high, low)) {
        const bar = barSeen(finer, row, true);
        const exit = guard.exitIn(i, bar, intrabar);
        const exitWhen = (mode: IntrabarMode) => guard.exitIn(i, bar, mode);
        scale.weigh(bars.close[i]!, exit, exitWhen, (other) => this.priceOf(i, other));
        if (exit !== null && !Number.isNaN(this.priceOf(i, exit))) return { ...exit, phase: "intrabar" };
      }
      guard.survived(i, high, low, close);
    }
    return null;
  }

  /** Lets what finer bars leave of bar `i` act on a position that was opened in one of them; false: it is in none. */
  private meetRestOfRows(i: number, inside: InsideEntry, [from, to]: readonly [number, number]): boolean {
    const { bars, guard, scale, intrabar } = this.around;
    const finer = this.around.finer!.bars;
    for (let row = from; row < to; row++) {
      if (!(finer.low[row]! <= inside.price && inside.price <= finer.high[row]!)) continue;
      const bar = barSeen(finer, row, true);
      const exit = guard.exitAfter(inside, i, bar, intrabar);
      const exitWhen = (mode: IntrabarMode) => guard.exitAfter(inside, i, bar, mode);
      scale.weigh(bars.close[i]!, exit, exitWhen, (other) => this.priceOf(i, other));
      if (exit !== null && this.book(i, { ...exit, phase: "intrabar" })) return true;
      guard.survivedAfter(inside, i, bar, intrabar);
      const later = this.withinRows(i, [row + 1, to]);
      if (later !== null) this.book(i, later);
      return true;
    }
    return false;
  }

  /** The position outlived bar `i`. */
  survive(i: number): void {
    const { bars, ledger, guard, seesRange } = this.around;
    if (ledger.quantity === 0) return;
    const { high, low, close } = barSeen(bars, i, seesRange);
    guard.survived(i, high, low, close);
  }

  /** Lets the rest of bar `i` act on a position that was opened or enlarged inside it. */
  meetRest(i: number, inside: InsideEntry): void {
    const { bars, guard, scale, intrabar, seesRange, unfinished } = this.around;
    const bar = barSeen(bars, i, seesRange);
    if (unfinished.isLeavingIn(i)) {
      guard.survivedAfter(inside, i, bar, intrabar);
      return;
    }
    const rows = this.around.finer?.rowsIn(i) ?? NO_ROWS;
    if (rows[1] > rows[0] && this.meetRestOfRows(i, inside, rows)) return;
    const exit = guard.exitAfter(inside, i, bar, intrabar);
    const exitWhen = (mode: IntrabarMode) => guard.exitAfter(inside, i, bar, mode);
    scale.weigh(bar.close, exit, exitWhen, (other) => this.priceOf(i, other));
    if (exit === null || !this.book(i, exit)) guard.survivedAfter(inside, i, bar, intrabar);
  }

  /**
   * Books an exit that bar `i` brought, as far as there is volume. What is left of a stop leaves at market from the next bar
   * on; what is left of a target, or of an exit that waited for its limit, waits on.
   *
   * @returns false when the position stays under its stops and its target
   */
  book(i: number, exit: ProtectiveExit): boolean {
    const { bars, ledger, guard, waiting, unfinished, volume, seesRange, takeOut } = this.around;
    const { phase, reference, reason } = exit;
    const quantity = Math.abs(ledger.quantity);
    const part = this.partOf(exit, quantity);
    part.left = quantity;
    if (reason === "signal" && volume.cut(i, quantity) === quantity) waiting.takeExit();
    const when = seesRange ? phase : "close";
    const time = columnOf(bars, when === "open" ? "time" : "closeTime").at(i)!;
    const isMaker = reason === "take-profit" || reason === "signal";
    const side = part.side;
    const limit = isMaker ? guard.limitIn(i) : NaN;
    const priceOf = (units: number) => this.paid(side, reference, limit, i, reason, units);
    if (!isMaker) unfinished.dropExit("replaced");
    takeOut(part, priceOf, reference, { bar: i, phase: when, time, isMaker }, reason);
    if (!part.isDone && isMaker) return false;
    if (!part.isDone) {
      unfinished.leave({ part, reason, isWhole: true, placedBar: i });
      waiting.dropFilling();
    }
    this.endedAt = i;
    return true;
  }

  /** The position is gone: what its target had filled was all. */
  left(): void {
    const { target } = this;
    this.target = null;
    if (target !== null && !target.isDone && target.filled > 0)
      this.around.orders.endPart(target, NaN, "position-closed");
  }

  /** Restates what its target has filled in new shares. */
  restate(split: Ratio): void {
    this.target?.restate(split);
  }

  private partOf({ reason }: ProtectiveExit, quantity: number): OrderPart {
    const { ledger, guard, waiting } = this.around;
    if (reason === "signal") return waiting.exit!.part;
    const side = ledger.quantity > 0 ? -1 : 1;
    if (reason !== "take-profit") return new OrderPart(guard.decisionBar, side, quantity);
    if (this.target === null || this.target.filled === 0)
      this.target = new OrderPart(guard.decisionBar, side, quantity);
    return this.target;
  }

  /** What so many units of a stop, a target or a limit pay; NaN when it would be worse than its limit, so that it waits. */
  private paid(
    side: FillSide,
    reference: number,
    limit: number,
    i: number,
    reason: ProtectiveExit["reason"],
    quantity: number,
  ): number {
    const { pricing } = this.around;
    const isMarket = reason !== "take-profit" && reason !== "signal";
    return isMarket
      ? pricing.exit(side, reference, i, reason !== "time-stop", quantity)
      : pricing.limit(side, reference, limit, i, quantity);
  }

  /** The same for the whole position. */
  private priceOf(i: number, { reason, reference }: Pick<ProtectiveExit, "reason" | "reference">): number {
    const { ledger, guard } = this.around;
    const side = ledger.quantity > 0 ? -1 : 1;
    return this.paid(side, reference, guard.limitIn(i), i, reason, Math.abs(ledger.quantity));
  }
}
