import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import {
  type EntryLevels,
  type ExitGuard,
  type GuardSettings,
  type InsideEntry,
  levelsSince,
  NO_LEVELS,
} from "../fills/exit-guard.ts";
import type { FillPhase } from "../fills/fill-columns.ts";
import { FillPricing } from "../fills/fill-pricing.ts";
import type { OrderFill } from "../fills/order-fill.ts";
import { OutcomeScale } from "../fills/outcome-scale.ts";
import { PositionGuard } from "../fills/position-guard.ts";
import { barSeen, type IntrabarMode } from "../fills/protective-exit.ts";
import { RankedGuard } from "../fills/ranked-guard.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { AccountRisk } from "../risk/account-risk.ts";
import { LimitedInstrument } from "../risk/limited-instrument.ts";
import type { ExitReason } from "../trade-columns.ts";
import { EntrySizing, type PricedEntry, type SizingSettings } from "./entry-sizing.ts";
import type { FoundEntry, FoundPrice } from "./found-price.ts";
import { HeldShares } from "./held-shares.ts";
import type { OrderBook } from "./order-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import { PositionExits } from "./position-exits.ts";
import { askedUnits, type Size, sizeSince } from "./size.ts";
import type { OrderTimeouts } from "./time-in-force.ts";
import { meetEntry, type WaitingEntry } from "./waiting-order.ts";
import { WaitingOrders } from "./waiting-orders.ts";

/** How orders become fills; all resolved. */
export interface DeskSettings extends GuardSettings, SizingSettings {
  readonly size: Size;
  readonly intrabar: IntrabarMode;
  readonly orderTimeout: OrderTimeouts;
}

/**
 * Where decided orders of one instrument become fills: sizes them, asks the ledger to book them, keeps those that wait for
 * a price and the position's stops, and counts what didn't fill. Engines decide when; this decides how.
 */
export class OrderDesk {
  /** Orders that wait for a price. */
  readonly waiting: WaitingOrders;
  /** Stops and target of the position. */
  readonly exits: PositionExits;
  /** What is held, as far as corporate actions change it. */
  readonly shares: HeldShares;
  private readonly bars: Bars;
  private readonly ledger: Ledger;
  private readonly orders: OrderBook;
  private readonly settings: DeskSettings;
  private readonly pricing: FillPricing;
  private readonly sizing: EntrySizing;
  private readonly guard: ExitGuard;
  private readonly limits: LimitedInstrument | null;
  private readonly scale: OutcomeScale;
  private readonly seesRange: boolean;
  private entriesHeld = 0;
  private guarded: boolean;
  private equityAtDecision = NaN;
  /** What the bar under way does to the waiting entry after its open. */
  private fillInside: OrderFill | null = null;
  private fillsAs: InsideEntry["kind"] = "limit";

  /** @param risk limits of the account; null: none */
  constructor(
    bars: Bars,
    ledger: Ledger,
    costs: TransactionCostEngine,
    orders: OrderBook,
    settings: DeskSettings,
    risk: AccountRisk | null = null,
  ) {
    const { rules } = settings;
    this.bars = bars;
    this.ledger = ledger;
    this.orders = orders;
    this.settings = settings;
    this.pricing = new FillPricing(costs, rules, bars);
    this.sizing = new EntrySizing(bars, ledger, costs, this.pricing, settings);
    const { stopLoss, takeProfit, trailingStop, timeStop = null, breakEven = null } = settings;
    this.guarded = [stopLoss, takeProfit, trailingStop, timeStop, breakEven].some((one) => one !== null);
    this.seesRange = rules.pricesSeen === "range";
    this.scale = new OutcomeScale(ledger, costs, bars.instrument.multiplier);
    const { commission } = costs.settings;
    this.guard =
      rules.exitOrder === "open-first"
        ? new PositionGuard(settings, rules, bars)
        : new RankedGuard({ ...settings, feeRate: commission.kind === "rate" ? commission.rate : 0 }, bars);
    this.limits =
      risk === null ? null : new LimitedInstrument(risk, { bars, ledger, guard: this.guard, lot: this.sizing.lot });
    const around = { bars, ledger, orders, guard: this.guard, scale: this.scale, limits: this.limits, lot: this.lot };
    this.waiting = new WaitingOrders(around, settings.orderTimeout, askedUnits(settings.size));
    const leave = this.bookReduction.bind(this);
    const parts = { ...around, waiting: this.waiting, pricing: this.pricing, intrabar: settings.intrabar };
    this.exits = new PositionExits({ ...parts, seesRange: this.seesRange, leave });
    this.shares = new HeldShares({ ...around, waiting: this.waiting, left: this.left.bind(this) });
  }

  /** Entries that the position is made of; 0 when flat. */
  get additions(): number {
    return this.entriesHeld;
  }

  /** Some price, or time, could end a position; false while there is nothing but market orders. */
  get isGuarded(): boolean {
    return this.guarded;
  }

  /** Bar in which a stop, a target or a limit ended the latest position; −1 before the first one. */
  get stoppedAt(): number {
    return this.exits.endedAt;
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

  /** The stop in force; NaN without one, and when flat. */
  get stop(): number {
    return this.guard.stop;
  }

  /** Lets bar `i` pass over a position that none of its prices can end; false: one may, and nothing was done. */
  passCalmly(i: number): boolean {
    const { timeStop = null } = this.settings;
    return !this.guarded || (timeStop === null && this.exits.passCalmly(i));
  }

  /** Price and equity that sizes are taken from: this instant's after its reductions, or the decision's. */
  sizingMark(decisionBar: number, reference: number): { readonly price: number; readonly equity: number } {
    return this.settings.sizeAt === "fill"
      ? { price: reference, equity: this.ledger.sizingEquityAt(reference) }
      : {
          price: this.ledger.splits.priceSince(this.bars.close[decisionBar]!, decisionBar),
          equity: this.equityAtDecision,
        };
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
    const price = this.pricing.exit(side, reference, place.bar, false, quantity);
    this.bookReduction(quantity, reference, price, place, reason);
  }

  /**
   * Sells from a long position, or buys back from a short one, for an order that found its price.
   *
   * @returns false when it would pay worse than its limit, and waits on
   */
  reduceFound(found: FoundPrice, quantity: number, place: FillPlace, reason: ExitReason): boolean {
    const { decisionBar, reference, limit, isStop } = found;
    const side: FillSide = this.ledger.quantity > 0 ? -1 : 1;
    const price = Number.isNaN(limit)
      ? this.pricing.exit(side, reference, place.bar, isStop, quantity)
      : this.pricing.limit(side, reference, limit, place.bar, quantity);
    if (Number.isNaN(price)) return false;
    this.orders.filled(decisionBar, side, quantity);
    this.bookReduction(quantity, reference, price, place, reason);
    return true;
  }

  /** Opens or enlarges a position for an order that found its price. */
  increaseFound(found: FoundPrice, entry: FoundEntry, place: FillPlace): "filled" | "refused" | "waiting" {
    const { decisionBar, reference, limit } = found;
    const { side, placedBar } = entry;
    const price = Number.isNaN(limit)
      ? this.pricing.entry(side, reference, place.bar)
      : this.pricing.limit(side, reference, limit, place.bar);
    if (Number.isNaN(price)) return "waiting";
    const levels = levelsSince(decisionBar, entry.levels, this.ledger.splits);
    const isMaker = place.isMaker === true;
    const priced = { ...entry, levels, decisionBar, bar: place.bar, reference, price, limit, isMaker };
    return this.enter(priced, place, placedBar) ? "filled" : "refused";
  }

  /**
   * Opens or enlarges a position at a market price.
   *
   * @param size in shares of the fill; the settings' own, in shares of the decision, unless the strategy gives one
   * @param levels prices of the decision
   */
  increase(
    decisionBar: number,
    side: FillSide,
    reference: number,
    place: FillPlace,
    size: Size = sizeSince(decisionBar, this.settings.size, this.ledger.splits),
    levels: EntryLevels = NO_LEVELS,
  ): void {
    const { equityAtDecision } = this;
    const price = this.pricing.entry(side, reference, place.bar);
    const order = {
      side,
      size,
      levels: levelsSince(decisionBar, levels, this.ledger.splits),
      decisionBar,
      equityAtDecision,
    };
    const entry: PricedEntry = { ...order, bar: place.bar, reference, price, limit: NaN, isMaker: false };
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
    if (this.ledger.quantity !== 0) this.exits.passOpen(i);
  }

  /** Lets bar `i` act on the waiting entry, its open at once: after the entries that are due there. */
  meetEntry(i: number): void {
    const { entry } = this.waiting;
    this.fillInside = null;
    if (entry === null || entry.side * this.ledger.quantity < 0) return;
    const bar = barSeen(this.bars, i, this.seesRange);
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
    if (this.ledger.quantity !== 0) this.exits.pass(i);
    if (this.fillInside === null) return;
    const { reference } = this.fillInside;
    this.fillInside = null;
    if (this.exits.endedAt !== i) this.enterInside(i, reference);
  }

  private enterInside(i: number, reference: number): void {
    const entry = this.waiting.entry!;
    const phase = this.seesRange ? "intrabar" : "close";
    if (!this.fillEntry(entry, i, reference, phase) || phase === "close") return;
    this.exits.meetRest(i, { kind: this.fillsAs, price: reference });
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
    const isMaker = !Number.isNaN(limit);
    const decided = {
      side,
      size: sizeSince(decisionBar, this.settings.size, this.ledger.splits),
      levels,
      decisionBar,
      equityAtDecision,
    };
    const entry: PricedEntry = { ...decided, bar: i, reference, price, limit, isMaker };
    return this.enter(entry, { bar: i, phase, time, isMaker }, firstBar);
  }

  private enter(entry: PricedEntry, place: FillPlace, placedBar: number): boolean {
    const { ledger, guard } = this;
    const { side, size, levels, decisionBar, reference } = entry;
    const isUnmeasured = levels.targetR !== undefined && Number.isNaN(guard.stopFor(side, reference, levels));
    const resolved = isUnmeasured
      ? "no-stop"
      : this.sizing.withinLimits(
          entry,
          this.sizing.resolve(entry, (at) => guard.stopFor(side, at, levels)),
          this.limits,
        );
    if (typeof resolved === "string") {
      this.orders.notFilled(decisionBar, side, askedUnits(size), resolved);
      return false;
    }
    const price = this.sizing.priceOf(entry, resolved.quantity);
    this.orders.filled(decisionBar, side, resolved.quantity, resolved.isClipped, resolved.cutBy);
    ledger.increase(side, resolved.quantity, reference, place, price);
    this.limits?.traded(place.bar, resolved.quantity, price);
    this.entriesHeld++;
    if (levels !== NO_LEVELS) this.guarded = true;
    guard.entered({ side, price, bar: place.bar, decisionBar, placedBar }, ledger.averageEntryPrice, levels);
    return true;
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
    if (ledger.quantity === 0) this.left(side, price);
    this.sizing.received(ledger.cash - before, place.bar);
    this.limits?.traded(place.bar, quantity, price);
  }

  private left(side: FillSide, price: number): void {
    this.guard.left();
    this.entriesHeld = 0;
    this.scale.settle(side, price);
  }
}
