import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { ExitGuard, InsideEntry } from "../fills/exit-guard.ts";
import type { FillPricing } from "../fills/fill-pricing.ts";
import type { OutcomeScale } from "../fills/outcome-scale.ts";
import { barSeen, type IntrabarMode, type ProtectiveExit } from "../fills/protective-exit.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { OrderBook } from "./order-book.ts";
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
  /** Stops and targets look at a bar's range; else at its close alone. */
  readonly seesRange: boolean;
  /** Books what leaves a position. */
  readonly leave: (quantity: number, reference: number, price: number, place: FillPlace, reason: ExitReason) => void;
}

/** Lets bars act on the stops and the target of the position that is held. */
export class PositionExits {
  private readonly around: Surroundings;
  /** Bar in which a stop, a target or a limit ended the latest position; −1 before the first one. */
  endedAt = -1;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Lets the open of bar `i` act on a position. */
  passOpen(i: number): void {
    const { bars, guard, seesRange } = this.around;
    if (!seesRange) return;
    const exit = guard.exitAtOpen(i, bars.open[i]!);
    if (exit !== null) this.book(i, exit);
  }

  /** Lets bar `i` pass over a position that none of its prices can end; false: one may, and nothing was done. */
  passCalmly(i: number): boolean {
    const { bars, guard, seesRange } = this.around;
    const high = bars.high[i]!;
    const low = bars.low[i]!;
    if (!seesRange || !guard.isOutOfReach(i, high, low)) return false;
    guard.survived(i, high, low, bars.close[i]!);
    return true;
  }

  /** Lets bar `i` act on a position. */
  pass(i: number): void {
    if (this.passCalmly(i)) return;
    const exit = this.within(i);
    if (exit === null) this.survive(i);
    else this.book(i, exit);
  }

  /** The exit that the rest of bar `i` brings, if nothing else happens; null: none. Weighs how ambiguous it is. */
  within(i: number): ProtectiveExit | null {
    const { bars, ledger, guard, scale, intrabar, seesRange } = this.around;
    if (ledger.quantity === 0) return null;
    if (seesRange && guard.isOutOfReach(i, bars.high[i]!, bars.low[i]!)) return null;
    const bar = barSeen(bars, i, seesRange);
    const exit = guard.exitIn(i, bar, intrabar);
    const exitWhen = (mode: IntrabarMode) => guard.exitIn(i, bar, mode);
    scale.weigh(bar.close, exit, exitWhen, (other) => this.priceOf(i, other));
    return exit !== null && Number.isNaN(this.priceOf(i, exit)) ? null : exit;
  }

  /** The position outlived bar `i`. */
  survive(i: number): void {
    const { bars, guard, seesRange } = this.around;
    const { high, low, close } = barSeen(bars, i, seesRange);
    guard.survived(i, high, low, close);
  }

  /** Lets the rest of bar `i` act on a position that was opened or enlarged inside it. */
  meetRest(i: number, inside: InsideEntry): void {
    const { bars, guard, scale, intrabar, seesRange } = this.around;
    const bar = barSeen(bars, i, seesRange);
    const exit = guard.exitAfter(inside, i, bar, intrabar);
    const exitWhen = (mode: IntrabarMode) => guard.exitAfter(inside, i, bar, mode);
    scale.weigh(bar.close, exit, exitWhen, (other) => this.priceOf(i, other));
    if (exit === null) guard.survivedAfter(inside, i, bar, intrabar);
    else this.book(i, exit);
  }

  /** Books an exit that bar `i` brought. */
  book(i: number, exit: ProtectiveExit): void {
    const { bars, ledger, orders, guard, waiting, seesRange, leave } = this.around;
    const { phase, reference, reason } = exit;
    const price = this.priceOf(i, exit);
    const quantity = Math.abs(ledger.quantity);
    const decisionBar = reason === "signal" ? waiting.exit!.decisionBar : guard.decisionBar;
    if (reason === "signal") waiting.takeExit();
    orders.filled(decisionBar, ledger.quantity > 0 ? -1 : 1, quantity);
    const when = seesRange ? phase : "close";
    const time = columnOf(bars, when === "open" ? "time" : "closeTime").at(i)!;
    const isMaker = reason === "take-profit" || reason === "signal";
    leave(quantity, reference, price, { bar: i, phase: when, time, isMaker }, reason);
    this.endedAt = i;
  }

  /** What a stop, a target or a limit pays; NaN when it would be worse than its limit, so that it waits. */
  private priceOf(i: number, { reason, reference }: Pick<ProtectiveExit, "reason" | "reference">): number {
    const { ledger, guard, pricing } = this.around;
    const side = ledger.quantity > 0 ? -1 : 1;
    const isMarket = reason !== "take-profit" && reason !== "signal";
    const quantity = Math.abs(ledger.quantity);
    return isMarket
      ? pricing.exit(side, reference, i, reason !== "time-stop", quantity)
      : pricing.limit(side, reference, guard.limitIn(i), i, quantity);
  }
}
