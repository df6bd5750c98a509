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
import type { FinerBars } from "../fills/finer-bars.ts";
import type { OrderFill } from "../fills/order-fill.ts";
import { OutcomeScale } from "../fills/outcome-scale.ts";
import { PositionGuard } from "../fills/position-guard.ts";
import { barSeen, type IntrabarMode } from "../fills/protective-exit.ts";
import { RankedGuard } from "../fills/ranked-guard.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { AccountRisk } from "../risk/account-risk.ts";
import { LimitedInstrument } from "../risk/limited-instrument.ts";
import type { ExitReason } from "../trade-columns.ts";
import { EntryFilling, type EntryOutcome } from "./entry-filling.ts";
import { EntrySizing, type PricedEntry, type SizingSettings } from "./entry-sizing.ts";
import { ExitFilling } from "./exit-filling.ts";
import type { FoundEntry, FoundPrice } from "./found-price.ts";
import { HeldShares } from "./held-shares.ts";
import type { OrderBook } from "./order-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import type { OrderDelay } from "./order-delay.ts";
import { OrderPart } from "./order-part.ts";
import { PositionExits } from "./position-exits.ts";
import { askedUnits, type Size, sizeSince } from "./size.ts";
import type { OrderTimeouts } from "./time-in-force.ts";
import { UnfinishedOrders } from "./unfinished-orders.ts";
import type { VolumeLimit } from "./volume-limit.ts";
import { meetEntry, type WaitingEntry } from "./waiting-order.ts";
import { WaitingOrders } from "./waiting-orders.ts";

/** How orders become fills; all resolved. */
export interface DeskSettings extends GuardSettings, SizingSettings {
  readonly size: Size;
  readonly intrabar: IntrabarMode;
  readonly orderTimeout: OrderTimeouts;
  /** What is there to take, in lots. */
  readonly volumeIn: (lot: number | null) => VolumeLimit;
  /** When decided orders are at the market. */
  readonly delay: OrderDelay;
  /** Distances of positions' stops, and of their trailing stops, by deciding bar; null: none. */
  readonly stopRanges: Float64Array | null;
  readonly trailRanges: Float64Array | null;
  /** Shorter bars, which settle the order of a bar's prices; null: none. */
  readonly finer: FinerBars | null;
}

/**
 * Where decided orders of one instrument become fills: sizes them, asks the ledger to book them, keeps those that wait for
 * a price and the position's stops, and counts what didn't fill. Engines decide when; this decides how.
 */
export class OrderDesk {
  /** Orders that wait for a price. */
  readonly waiting: WaitingOrders;
  /** Orders at market that wait for volume. */
  readonly unfinished: UnfinishedOrders;
  /** When decided orders are at the market. */
  readonly delay: OrderDelay;
  /** What the bars' volume lets through. */
  readonly volume: VolumeLimit;
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
  private readonly exitFilling: ExitFilling;
  private readonly entryFilling: EntryFilling;
  private readonly scale: OutcomeScale;
  private readonly seesRange: boolean;
  private entriesHeld = 0;
  private leftCount = 0;
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
    const { stopRanges, trailRanges } = settings;
    const exits = [stopLoss, takeProfit, trailingStop, timeStop, breakEven, stopRanges, trailRanges];
    this.guarded = exits.some((one) => one !== null);
    this.seesRange = rules.pricesSeen === "range";
    this.scale = new OutcomeScale(ledger, costs, bars.instrument.multiplier);
    const { commission } = costs.settings;
    this.guard =
      rules.exitOrder === "stop-target-trail"
        ? new RankedGuard({ ...settings, feeRate: commission.kind === "rate" ? commission.rate : 0 }, bars)
        : new PositionGuard(settings, rules, bars);
    const limits =
      risk === null ? null : new LimitedInstrument(risk, { bars, ledger, guard: this.guard, lot: this.sizing.lot });
    this.delay = settings.delay;
    this.volume = settings.volumeIn(this.lot);
    this.unfinished = new UnfinishedOrders(bars, orders, settings.orderTimeout);
    const around = { bars, ledger, orders, guard: this.guard, scale: this.scale, limits, lot: this.lot };
    const { delay } = this;
    this.waiting = new WaitingOrders({ ...around, delay }, settings.orderTimeout, askedUnits(settings.size));
    const { waiting, unfinished, volume } = this;
    const left = this.left.bind(this);
    const parts = { ...around, waiting, unfinished, volume, delay, pricing: this.pricing };
    this.exitFilling = new ExitFilling({ ...parts, sizing: this.sizing, left });
    const lastEntryBar = rules.lastBarEntry ? bars.length - 1 : bars.length - 2;
    const entered = this.entered.bind(this);
    this.entryFilling = new EntryFilling({
      ...parts,
      sizing: this.sizing,
      lastEntryBar,
      stopRanges,
      trailRanges,
      entered,
    });
    const { intrabar, finer } = settings;
    const takeOut = this.exitFilling.takeOut.bind(this.exitFilling);
    this.exits = new PositionExits({ ...parts, intrabar, finer, seesRange: this.seesRange, takeOut });
    this.shares = new HeldShares({ ...around, waiting, unfinished, exits: this.exits, left });
  }

  /** Entries that the position is made of; 0 when flat. */
  get additions(): number {
    return this.entriesHeld;
  }

  /** Positions that were held and left so far. */
  get positionsLeft(): number {
    return this.leftCount;
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

  /** Closes the whole position at a market price. */
  close(decisionBar: number, reference: number, place: FillPlace, reason: ExitReason): void {
    this.reduce(decisionBar, Math.abs(this.ledger.quantity), reference, place, reason);
  }

  /** Sells from a long position, or buys back from a short one, at a market price; what finds no volume goes on. */
  reduce(decisionBar: number, quantity: number, reference: number, place: FillPlace, reason: ExitReason): void {
    this.exitFilling.reduce(decisionBar, quantity, reference, place, reason);
  }

  /** Goes on with the order at market that leaves or reduces and that waited for volume. */
  reduceRest(reference: number, place: FillPlace): void {
    this.exitFilling.goOn(reference, place);
  }

  /** Goes on with the order at market that enters and that waited for volume, or for the other side to be left. */
  increaseRest(reference: number, place: FillPlace): void {
    this.entryFilling.goOn(reference, place);
  }

  /**
   * Sells from a long position, or buys back from a short one, for an order that found its price.
   *
   * @returns false when it would pay worse than its limit, or there is no volume, and it waits on
   */
  reduceFound(found: FoundPrice, part: OrderPart, place: FillPlace, reason: ExitReason): boolean {
    return this.exitFilling.reduceFound(found, part, place, reason);
  }

  /** Opens or enlarges a position for an order that found its price. */
  increaseFound(found: FoundPrice, entry: FoundEntry, place: FillPlace, part: OrderPart): EntryOutcome | "waiting" {
    return this.entryFilling.increaseFound(found, entry, place, part);
  }

  /**
   * Opens or enlarges a position at a market price; what finds no volume goes on, as does what waits for the other side
   * to be left.
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
    const part = new OrderPart(decisionBar, side);
    const levelsNow = levelsSince(decisionBar, levels, this.ledger.splits);
    this.entryFilling.send(
      { part, side, size, levels: levelsNow, equityAtDecision, placedBar: place.bar, named: NaN },
      reference,
      place,
    );
  }

  /** Counts an entry that no bar came for, at the settings' size unless the strategy gives one. */
  expireEntry(decisionBar: number, side: FillSide, size: Size = this.settings.size): void {
    this.expire(decisionBar, side, askedUnits(size));
  }

  /** Counts an order that no bar came for. */
  expire(decisionBar: number, side: FillSide, quantity: number, reason: NotFilledReason = "last-bar"): void {
    this.orders.notFilled(decisionBar, side, quantity, reason);
  }

  /** Lets the open of bar `i` act on the position's stops and target: after the reductions due there, before additions. */
  passOpen(i: number): void {
    if (this.ledger.quantity !== 0) this.exits.passOpen(i);
  }

  /** Lets bar `i` act on the waiting entry, its open at once: after the entries that are due there. */
  meetEntry(i: number): void {
    const { entry } = this.waiting;
    this.fillInside = null;
    if (entry === null || i < entry.placedBar || entry.side * this.ledger.quantity < 0) return;
    const bar = barSeen(this.bars, i, this.seesRange);
    const { stop } = entry;
    const { settings } = this;
    const fill = meetEntry(entry, i, bar, settings.intrabar, settings.rules.limitGap);
    if (fill === null) return;
    this.fillsAs = !Number.isNaN(stop) && (Number.isNaN(entry.limit) || fill.reference === stop) ? "stop" : "limit";
    const isAtOpen = fill.phase === "open" && this.seesRange;
    if (isAtOpen && settings.rules.insideEntry !== "unambiguous") this.fillEntry(entry, i, fill.reference, "open");
    else this.fillInside = fill;
  }

  /** Lets bar `i` act on the position's stops and target, after what was due at its open; then on the waiting entry. */
  passBar(i: number): void {
    if (this.ledger.quantity !== 0) this.exits.pass(i);
    if (this.fillInside === null) return;
    const { fillInside } = this;
    this.fillInside = null;
    if (this.exits.endedAt !== i) this.enterInside(i, fillInside);
  }

  private enterInside(i: number, { reference, phase: found }: OrderFill): void {
    const phase = this.seesRange ? found : "close";
    if (!this.fillEntry(this.waiting.entry!, i, reference, phase) || phase === "close") return;
    this.exits.meetRest(i, { kind: this.fillsAs, price: reference });
  }

  /** The waiting entry found its price. @returns false when nothing of it is filled */
  private fillEntry(order: WaitingEntry, i: number, reference: number, phase: FillPhase): boolean {
    const { side, levels, decisionBar, equityAtDecision, firstBar, limit, named, part } = order;
    const price = Number.isNaN(limit)
      ? this.pricing.entry(side, reference, i)
      : this.pricing.limit(side, reference, limit, i);
    if (Number.isNaN(price)) return false;
    const time = columnOf(this.bars, phase === "open" ? "time" : "closeTime").at(i)!;
    const isMaker = !Number.isNaN(limit);
    const size = sizeSince(decisionBar, this.settings.size, this.ledger.splits);
    const entry: PricedEntry = {
      ...{ side, size, levels, decisionBar, equityAtDecision },
      ...{ bar: i, reference, price, limit, isMaker, named },
    };
    const before = part.filled;
    this.waiting.takeEntry();
    const outcome = this.entryFilling.enter(entry, { bar: i, phase, time, isMaker }, firstBar, part);
    if (outcome === "open") {
      if (isMaker) this.waiting.keepEntry(order);
      else this.unfinished.entry = { part, side, size, levels, equityAtDecision, placedBar: firstBar, named };
    }
    return part.filled > before;
  }

  private entered(part: OrderPart, levels: EntryLevels, isContinued: boolean): void {
    if (!isContinued) this.entriesHeld++;
    part.positionsLeft = this.leftCount;
    if (levels !== NO_LEVELS) this.guarded = true;
  }

  private left(side: FillSide, price: number): void {
    this.leftCount++;
    this.guard.left();
    this.entriesHeld = 0;
    this.scale.settle(side, price);
    this.exits.left();
    this.unfinished.dropExit("position-closed");
    this.unfinished.dropFilling();
    this.waiting.dropFilling();
  }
}
