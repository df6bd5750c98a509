import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import {
  type EntryLevels,
  type ExitGuard,
  type GuardSettings,
  type InsideEntry,
  NO_LEVELS,
} from "../fills/exit-guard.ts";
import type { FillPhase } from "../fills/fill-columns.ts";
import { FillPricing } from "../fills/fill-pricing.ts";
import type { OrderFill } from "../fills/order-fill.ts";
import { OutcomeScale } from "../fills/outcome-scale.ts";
import { PositionGuard } from "../fills/position-guard.ts";
import type { BarPrices, IntrabarMode, ProtectiveExit } from "../fills/protective-exit.ts";
import { RankedGuard } from "../fills/ranked-guard.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import { EntrySizing, type SizingSettings } from "./entry-sizing.ts";
import type { OrderBook } from "./order-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { Size } from "./size.ts";
import type { OrderTimeouts } from "./time-in-force.ts";
import { meetEntry, type WaitingEntry } from "./waiting-order.ts";
import { WaitingOrders } from "./waiting-orders.ts";

/** How orders become fills; all resolved. */
export interface DeskSettings extends GuardSettings, SizingSettings {
  readonly size: Size;
  readonly intrabar: IntrabarMode;
  readonly orderTimeout: OrderTimeouts;
}

/** NaN for an intent, which never became units. */
function askedUnits(size: Size): number {
  return size.kind === "quantity" ? size.quantity : NaN;
}

/**
 * Where decided orders of one instrument become fills: sizes them, asks the ledger to book them, keeps those that wait for
 * a price and the position's stops, and counts what didn't fill. Engines decide when; this decides how.
 */
export class OrderDesk {
  /** Orders that wait for a price. */
  readonly waiting: WaitingOrders;
  private readonly bars: Bars;
  private readonly ledger: Ledger;
  private readonly orders: OrderBook;
  private readonly settings: DeskSettings;
  private readonly pricing: FillPricing;
  private readonly sizing: EntrySizing;
  private readonly guard: ExitGuard;
  private readonly scale: OutcomeScale;
  private readonly seesRange: boolean;
  private entriesHeld = 0;
  private equityAtDecision = NaN;
  private endedAt = -1;
  /** What the bar under way does to the waiting entry after its open. */
  private fillInside: OrderFill | null = null;
  private fillsAs: InsideEntry["kind"] = "limit";

  constructor(bars: Bars, ledger: Ledger, costs: TransactionCostEngine, orders: OrderBook, settings: DeskSettings) {
    const { rules } = settings;
    this.bars = bars;
    this.ledger = ledger;
    this.orders = orders;
    this.settings = settings;
    this.pricing = new FillPricing(costs, rules, bars);
    this.sizing = new EntrySizing(bars, ledger, costs, this.pricing, settings);
    this.seesRange = rules.pricesSeen === "range";
    this.scale = new OutcomeScale(ledger, costs, bars.instrument.multiplier);
    const { commission } = costs.settings;
    this.guard =
      rules.exitOrder === "open-first"
        ? new PositionGuard(settings, rules, bars)
        : new RankedGuard({ ...settings, feeRate: commission.kind === "rate" ? commission.rate : 0 }, bars);
    const around = { bars, ledger, orders, guard: this.guard };
    this.waiting = new WaitingOrders(around, settings.orderTimeout, askedUnits(settings.size));
  }

  /** Entries that the position is made of; 0 when flat. */
  get additions(): number {
    return this.entriesHeld;
  }

  /** Bar in which a stop, a target or a limit ended the latest position; −1 before the first one. */
  get stoppedAt(): number {
    return this.endedAt;
  }

  /** The smallest unit that orders are made of; null: any fraction. */
  get lot(): number | null {
    return this.sizing.lot;
  }

  /** Range of the total pnl, against what was taken, if ambiguous bars had gone the other ways; open trades at `mark`. */
  ambiguousRangeAt(mark: number): readonly [number, number] {
    return this.scale.rangeAt(mark);
  }

  /** Bar `i` decided something: sizes at the decision are taken from its close. */
  rememberDecision(i: number): void {
    this.equityAtDecision = this.ledger.equityAt(this.bars.close[i]!);
  }

  /** Price and equity that sizes are taken from: this instant's after its reductions, or the decision's. */
  sizingMark(decisionBar: number, reference: number): { readonly price: number; readonly equity: number } {
    return this.settings.sizeAt === "fill"
      ? { price: reference, equity: this.ledger.sizingEquityAt(reference) }
      : { price: this.bars.close[decisionBar]!, equity: this.equityAtDecision };
  }

  // At a market price ------------------------------------------------------------------------------------------------

  /** Closes the whole position at a market price. */
  close(decisionBar: number, reference: number, place: FillPlace, reason: ExitReason): void {
    this.reduce(decisionBar, Math.abs(this.ledger.quantity), reference, place, reason);
  }

  /** Sells from a long position, or buys back from a short one, at a market price. */
  reduce(decisionBar: number, quantity: number, reference: number, place: FillPlace, reason: ExitReason): void {
    const side: FillSide = this.ledger.quantity > 0 ? -1 : 1;
    this.orders.filled(decisionBar, side, quantity);
    this.bookReduction(quantity, reference, this.pricing.exit(side, reference, place.bar, false), place, reason);
  }

  /**
   * Opens or enlarges a position at a market price.
   *
   * @param size the settings' own unless the strategy gives one
   */
  increase(
    decisionBar: number,
    side: FillSide,
    reference: number,
    place: FillPlace,
    size: Size = this.settings.size,
    levels: EntryLevels = NO_LEVELS,
  ): void {
    const { equityAtDecision } = this;
    const price = this.pricing.entry(side, reference, place.bar);
    const entry = { side, size, levels, decisionBar, equityAtDecision, bar: place.bar, reference, price };
    this.enter(entry, place, place.bar);
  }

  /** Counts an entry that no bar came for, at the settings' size unless the strategy gives one. */
  expireEntry(decisionBar: number, side: FillSide, size: Size = this.settings.size): void {
    this.expire(decisionBar, side, askedUnits(size));
  }

  /** Counts an order that no bar came for. */
  expire(decisionBar: number, side: FillSide, quantity: number, reason: NotFilledReason = "last-bar"): void {
    this.orders.notFilled(decisionBar, side, quantity, reason);
  }

  // The bar ----------------------------------------------------------------------------------------------------------

  /** Lets the open of bar `i` act on the position's stops and target: after the reductions due there, before additions. */
  passOpen(i: number): void {
    if (!this.seesRange || this.ledger.quantity === 0) return;
    const exit = this.guard.exitAtOpen(i, this.bars.open[i]!);
    if (exit !== null) this.bookProtectiveExit(i, exit, this.protectivePrice(i, exit));
  }

  /** Lets bar `i` act on the waiting entry, its open at once: after the entries that are due there. */
  meetEntry(i: number): void {
    const { entry } = this.waiting;
    this.fillInside = null;
    if (entry === null || entry.side * this.ledger.quantity < 0) return;
    const bar = this.barSeen(i);
    const { stop } = entry;
    const { settings } = this;
    const fill = meetEntry(entry, i, bar, settings.intrabar, settings.rules.limitGap);
    if (fill === null) return;
    this.fillsAs = !Number.isNaN(stop) && (Number.isNaN(entry.limit) || fill.reference === stop) ? "stop" : "limit";
    if (fill.phase === "open" && this.seesRange) this.fillEntry(entry, i, fill.reference, "open");
    else this.fillInside = fill;
  }

  /** Lets bar `i` act on the position's stops and target, after what was due at its open; then on the waiting entry. */
  passBar(i: number): void {
    if (this.ledger.quantity !== 0) this.passPosition(i);
    if (this.fillInside === null) return;
    const { reference } = this.fillInside;
    this.fillInside = null;
    if (this.endedAt !== i) this.enterInside(i, reference);
  }

  private passPosition(i: number): void {
    const { bars, guard } = this;
    const high = bars.high[i]!;
    const low = bars.low[i]!;
    if (this.seesRange && guard.isOutOfReach(i, high, low)) {
      guard.survived(i, high, low, bars.close[i]!);
    } else {
      const bar = this.barSeen(i);
      const exit = guard.exitIn(i, bar, this.settings.intrabar);
      const exitWhen = (mode: IntrabarMode) => guard.exitIn(i, bar, mode);
      this.scale.weigh(bar.close, exit, exitWhen, (other) => this.protectivePrice(i, other));
      const price = exit === null ? NaN : this.protectivePrice(i, exit);
      if (exit === null || Number.isNaN(price)) guard.survived(i, bar.high, bar.low, bar.close);
      else this.bookProtectiveExit(i, exit, price);
    }
  }

  private enterInside(i: number, reference: number): void {
    const { guard, settings } = this;
    const entry = this.waiting.entry!;
    const phase = this.seesRange ? "intrabar" : "close";
    if (!this.fillEntry(entry, i, reference, phase) || phase === "close") return;
    const bar = this.barSeen(i);
    const inside: InsideEntry = { kind: this.fillsAs, price: reference };
    const exit = guard.exitAfter(inside, i, bar, settings.intrabar);
    const exitWhen = (mode: IntrabarMode) => guard.exitAfter(inside, i, bar, mode);
    this.scale.weigh(bar.close, exit, exitWhen, (other) => this.protectivePrice(i, other));
    if (exit === null) guard.survivedAfter(inside, i, bar, settings.intrabar);
    else this.bookProtectiveExit(i, exit, this.protectivePrice(i, exit));
  }

  /** The waiting entry found its price. @returns false when it isn't filled */
  private fillEntry(order: WaitingEntry, i: number, reference: number, phase: FillPhase): boolean {
    const { side, levels, decisionBar, equityAtDecision, firstBar, limit } = order;
    const price = Number.isNaN(limit)
      ? this.pricing.entry(side, reference, i)
      : this.pricing.limit(side, reference, limit, i);
    if (Number.isNaN(price)) return false;
    this.waiting.takeEntry();
    const time = columnOf(this.bars, phase === "open" ? "time" : "closeTime").at(i)!;
    const entry = { side, size: this.settings.size, levels, decisionBar, equityAtDecision, bar: i, reference, price };
    return this.enter(entry, { bar: i, phase, time }, firstBar);
  }

  private enter(entry: Parameters<EntrySizing["resolve"]>[0], place: FillPlace, placedBar: number): boolean {
    const { ledger, guard } = this;
    const { side, size, levels, decisionBar, reference, price } = entry;
    const resolved = this.sizing.resolve(entry, (at) => guard.stopFor(side, at, levels));
    if (typeof resolved === "string") {
      this.orders.notFilled(decisionBar, side, askedUnits(size), resolved);
      return false;
    }
    this.orders.filled(decisionBar, side, resolved.quantity, resolved.isClipped);
    ledger.increase(side, resolved.quantity, reference, place, price);
    this.entriesHeld++;
    guard.entered({ side, price, bar: place.bar, decisionBar, placedBar }, ledger.averageEntryPrice, levels);
    return true;
  }

  /** What a stop, a target or a limit pays; NaN when it would be worse than its limit, so that it waits. */
  private protectivePrice(i: number, { reason, reference }: Pick<ProtectiveExit, "reason" | "reference">): number {
    const side = this.ledger.quantity > 0 ? -1 : 1;
    const isStop = reason === "stop-loss" || reason === "trailing-stop";
    return isStop
      ? this.pricing.exit(side, reference, i, true)
      : this.pricing.limit(side, reference, this.guard.limitIn(i), i);
  }

  private bookProtectiveExit(i: number, { phase, reference, reason }: ProtectiveExit, price: number): void {
    const { bars, ledger, waiting } = this;
    const quantity = Math.abs(ledger.quantity);
    const decisionBar = reason === "signal" ? waiting.exit!.decisionBar : this.guard.decisionBar;
    if (reason === "signal") waiting.takeExit();
    this.orders.filled(decisionBar, ledger.quantity > 0 ? -1 : 1, quantity);
    const when = this.seesRange ? phase : "close";
    const time = columnOf(bars, when === "open" ? "time" : "closeTime").at(i)!;
    this.bookReduction(quantity, reference, price, { bar: i, phase: when, time }, reason);
    this.endedAt = i;
  }

  private bookReduction(
    quantity: number,
    reference: number,
    price: number,
    place: FillPlace,
    reason: ExitReason,
  ): void {
    const { ledger } = this;
    const before = ledger.cash;
    const side = ledger.quantity > 0 ? 1 : -1;
    if (quantity >= Math.abs(ledger.quantity)) this.waiting.dropExit("position-closed");
    ledger.reduce(quantity, reference, place, reason, price);
    if (ledger.quantity === 0) {
      this.guard.left();
      this.entriesHeld = 0;
      this.scale.settle(side, price);
    }
    this.sizing.received(ledger.cash - before, place.bar);
  }

  /** What the rule book lets stops and orders see of a bar. */
  private barSeen(i: number): BarPrices {
    const { open, high, low, close } = this.bars;
    const last = close[i]!;
    if (!this.seesRange) return { open: last, high: last, low: last, close: last };
    return { open: open[i]!, high: high[i]!, low: low[i]!, close: last };
  }
}
