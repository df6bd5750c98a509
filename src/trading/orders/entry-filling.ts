import type { FillSide } from "../costs/transaction-cost-engine.ts";
import { type EntryLevels, type ExitGuard, levelsSince } from "../fills/exit-guard.ts";
import type { FillPricing } from "../fills/fill-pricing.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { LimitedInstrument } from "../risk/limited-instrument.ts";
import type { EntrySizing, PricedEntry } from "./entry-sizing.ts";
import type { FoundEntry, FoundPrice } from "./found-price.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderDelay } from "./order-delay.ts";
import type { OrderPart } from "./order-part.ts";
import { askedUnits, type Size } from "./size.ts";
import type { UnfinishedEntry, UnfinishedOrders } from "./unfinished-orders.ts";
import type { VolumeLimit } from "./volume-limit.ts";

/** What became of an entry that found its price; "open": it is filled in part, or not yet, and goes on. */
export type EntryOutcome = "filled" | "refused" | "open";

/** Shares of an order below this are rounding. */
const ROUNDING = 1e-9;

/** What entries look at, act on and report to. */
interface Surroundings {
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly guard: ExitGuard;
  readonly unfinished: UnfinishedOrders;
  readonly volume: VolumeLimit;
  readonly delay: OrderDelay;
  readonly pricing: FillPricing;
  readonly sizing: EntrySizing;
  /** Null: the account has no limits. */
  readonly limits: LimitedInstrument | null;
  readonly lastEntryBar: number;
  /** Distances of positions' stops, and of their trailing stops, by deciding bar; null: none. */
  readonly stopRanges: Float64Array | null;
  readonly trailRanges: Float64Array | null;
  /** Told of a fill that opened or enlarged. */
  readonly entered: (part: OrderPart, levels: EntryLevels, isContinued: boolean) => void;
}

/** Opens and enlarges a position by what orders want of it, as far as bars have volume; at market the rest goes on by itself. */
export class EntryFilling {
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** A decided order at market; it waits while the other side is held. */
  send(order: UnfinishedEntry, reference: number, place: FillPlace): void {
    const { unfinished, ledger, delay } = this.around;
    if (delay.isDelayed) order.part.firstBar = delay.firstBar(order.part.decisionBar);
    unfinished.dropEntry("replaced");
    if (order.side * ledger.quantity < 0) unfinished.entry = order;
    else this.enterAtMarket(order, reference, place);
  }

  /** Goes on with the order at market that enters and that waited for volume, or for the other side to be left. */
  goOn(reference: number, place: FillPlace): void {
    const { unfinished, ledger, lastEntryBar } = this.around;
    const { entry } = unfinished;
    if (entry === null || place.bar > lastEntryBar || entry.side * ledger.quantity < 0) return;
    unfinished.entry = null;
    this.enterAtMarket(entry, reference, place);
  }

  /** Opens or enlarges a position for an order that found its price. */
  increaseFound(found: FoundPrice, entry: FoundEntry, place: FillPlace, part: OrderPart): EntryOutcome | "waiting" {
    const { decisionBar, reference, limit } = found;
    const { side, size, equityAtDecision, placedBar, named, isWhole = false } = entry;
    const price = Number.isNaN(limit)
      ? this.around.pricing.entry(side, reference, place.bar)
      : this.around.pricing.limit(side, reference, limit, place.bar);
    if (Number.isNaN(price)) return "waiting";
    const levels = levelsSince(decisionBar, entry.levels, this.around.ledger.splits);
    const isMaker = place.isMaker === true;
    const priced: PricedEntry = {
      side,
      size,
      levels,
      decisionBar,
      equityAtDecision,
      bar: place.bar,
      reference,
      price,
      limit,
      isMaker,
      named,
      isWhole,
    };
    return this.enter(priced, place, placedBar, part);
  }

  private enterAtMarket(order: UnfinishedEntry, reference: number, place: FillPlace): void {
    const { part, side, size, levels, equityAtDecision, placedBar, named } = order;
    const price = this.around.pricing.entry(side, reference, place.bar);
    const entry: PricedEntry = {
      side,
      size,
      levels,
      decisionBar: part.decisionBar,
      equityAtDecision,
      bar: place.bar,
      reference,
      price,
      limit: NaN,
      isMaker: false,
      named,
    };
    if (this.enter(entry, place, placedBar, part) === "open") this.around.unfinished.entry = order;
  }

  /** Buys or sells what a bar has of an entry that found its price; tells the order book how one ends. */
  enter(entry: PricedEntry, place: FillPlace, placedBar: number, part: OrderPart): EntryOutcome {
    const { ledger, guard, volume, orders, sizing, limits } = this.around;
    const { side, decisionBar, reference, isWhole = false } = entry;
    if (place.bar < part.firstBar) return "open";
    part.meet(volume.isTraded(place.bar));
    if (volume.leftIn(place.bar) === 0) return "open";
    const isFirst = Number.isNaN(part.left);
    const size: Size = isFirst ? entry.size : { kind: "quantity", quantity: volume.cut(place.bar, part.left) };
    const levels = this.withRanges(entry.levels, decisionBar);
    const isAsDecided = isFirst && levels === entry.levels;
    const asked = isAsDecided ? entry : { ...entry, size, levels, isRestOfIntent: part.isIntent };
    const resolved = this.isUnmeasured(levels, side, reference)
      ? "no-stop"
      : sizing.withinLimits(
          asked,
          sizing.resolve(asked, (at) => guard.stopFor(side, at, levels)),
          limits,
        );
    if (typeof resolved === "string") {
      orders.endPart(part, askedUnits(size), resolved);
      return "refused";
    }
    let { quantity } = resolved;
    if (isFirst) {
      part.left = quantity;
      part.isIntent = size.kind !== "quantity";
      quantity = volume.cut(place.bar, quantity);
      if (isWhole && quantity < part.left) {
        orders.endPart(part, askedUnits(size), "not-immediate");
        return "refused";
      }
    } else if (quantity < askedUnits(size) * (1 - ROUNDING)) part.left = quantity;
    part.isClipped ||= resolved.isClipped;
    part.cutBy ??= resolved.cutBy;
    const price = sizing.priceOf(entry, quantity);
    const isContinued = part.filled > 0;
    part.fill(quantity);
    volume.take(place.bar, quantity);
    if (part.isDone) orders.filled(decisionBar, side, part.filled, part.isClipped, part.cutBy);
    ledger.increase(side, quantity, reference, volume.placeOf(part, place), price);
    limits?.traded(place.bar, quantity, price);
    this.around.entered(part, levels, isContinued);
    guard.entered({ side, price, bar: place.bar, decisionBar, placedBar }, ledger.averageEntryPrice, levels);
    return part.isDone ? "filled" : "open";
  }

  /** A stop, or a target that follows from it, can't be placed. */
  private isUnmeasured(levels: EntryLevels, side: FillSide, reference: number): boolean {
    const { stopDistance, trailDistance, targetR } = levels;
    if (Number.isNaN(stopDistance) || Number.isNaN(trailDistance)) return true;
    return targetR !== undefined && Number.isNaN(this.around.guard.stopFor(side, reference, levels));
  }

  /** What an entry brings along, with the distances by range of its deciding bar; NaN where one isn't known. */
  private withRanges(levels: EntryLevels, decisionBar: number): EntryLevels {
    const { stopRanges, trailRanges } = this.around;
    if (stopRanges === null && trailRanges === null) return levels;
    const isOwn = !Number.isNaN(levels.stop) || levels.stopFraction !== undefined;
    const stop = stopRanges === null || isOwn ? undefined : stopRanges[decisionBar]!;
    const trail = trailRanges?.[decisionBar];

    return {
      ...levels,
      ...(stop === undefined ? {} : { stopDistance: stop }),
      ...(trail === undefined ? {} : { trailDistance: trail }),
    };
  }
}
