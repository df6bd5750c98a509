import type { Bars } from "../../market/bars.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import {
  type BarPrices,
  INTRABAR_MODES,
  type IntrabarMode,
  type Protection,
  type ProtectiveExit,
  protectiveExit,
  type Trail,
  trackExtreme,
} from "../fills/protective-exit.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { OrderBook } from "./order-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import { resolveQuantity } from "./resolve-quantity.ts";
import type { Size } from "./size.ts";

/** How orders become fills; all resolved. */
export interface DeskSettings {
  readonly size: Size;
  readonly sizeAt: "fill" | "decision";
  /** Gross exposure that equity may carry; 1: no borrowing. */
  readonly leverage: number;
  /** T+1: what a sale brings can be spent from the next session on. */
  readonly settlement: "T+0" | "T+1";
  /** Fractions of the average entry price; null: none. */
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly trailingStop: Trail | null;
  readonly intrabar: IntrabarMode;
}

/** Prices that an entry brings along; NaN: the settings' own. */
export interface EntryLevels {
  readonly stop: number;
  readonly target: number;
}

export const NO_LEVELS: EntryLevels = { stop: NaN, target: NaN };

/** NaN for an intent, which never became units. */
function askedUnits(size: Size): number {
  return size.kind === "quantity" ? size.quantity : NaN;
}

/**
 * Where decided orders of one instrument become fills: sizes them, asks the ledger to book them, keeps the position's
 * stops, and counts what didn't fill. Engines decide when; this decides how.
 */
export class OrderDesk {
  private readonly bars: Bars;
  private readonly ledger: Ledger;
  private readonly costs: TransactionCostEngine;
  private readonly orders: OrderBook;
  private readonly settings: DeskSettings;
  private protection: Protection | null = null;
  /** First bar whose prices may stop the position. */
  private protectedFrom = 0;
  private entriesHeld = 0;
  private unsettled = 0;
  private unsettledSession = -Infinity;
  /** Sum over ambiguous trades of how much worse and better they could have gone, in money. */
  private worseBy = 0;
  private betterBy = 0;

  constructor(bars: Bars, ledger: Ledger, costs: TransactionCostEngine, orders: OrderBook, settings: DeskSettings) {
    this.bars = bars;
    this.ledger = ledger;
    this.costs = costs;
    this.orders = orders;
    this.settings = settings;
  }

  /** Entries that the position is made of; 0 when flat. */
  get additions(): number {
    return this.entriesHeld;
  }

  /** Range of the total pnl, against what was taken, if ambiguous bars had gone the other ways. */
  get ambiguousRange(): readonly [number, number] {
    return [this.worseBy, this.betterBy];
  }

  /** Closes the whole position at a market price. */
  close(decisionBar: number, reference: number, place: FillPlace, reason: ExitReason): void {
    this.reduce(decisionBar, Math.abs(this.ledger.quantity), reference, place, reason);
  }

  /** Sells from a long position, or buys back from a short one, at a market price. */
  reduce(decisionBar: number, quantity: number, reference: number, place: FillPlace, reason: ExitReason): void {
    const side: FillSide = this.ledger.quantity > 0 ? -1 : 1;
    this.orders.filled(decisionBar, side, quantity);
    this.bookReduction(quantity, reference, place, reason, true);
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
    const { bars, costs, ledger, settings } = this;
    const sizingReference = settings.sizeAt === "fill" ? reference : bars.close[decisionBar]!;
    const fillPrice = costs.fillPrice(side, reference);
    const equity = ledger.equityAt(sizingReference);
    const stop = this.stopOf(side, fillPrice, levels);
    const account = { equity, buyingPower: this.buyingPower(sizingReference, place.bar), leverage: settings.leverage };
    const resolved = resolveQuantity(
      size,
      costs.fillPrice(side, sizingReference),
      fillPrice,
      stop,
      side,
      bars.instrument,
      costs,
      account,
    );
    if (typeof resolved === "string") {
      this.orders.notFilled(decisionBar, side, askedUnits(size), resolved);
      return;
    }
    this.orders.filled(decisionBar, side, resolved.quantity, resolved.isClipped);
    ledger.increase(side, resolved.quantity, reference, place);
    this.entriesHeld++;
    this.protect(side, fillPrice, levels, place);
  }

  /** Counts an entry at the settings' size that no bar came for. */
  expireEntry(decisionBar: number, side: FillSide, reason: NotFilledReason): void {
    this.expire(decisionBar, side, askedUnits(this.settings.size), reason);
  }

  /** Counts an order that no bar came for. */
  expire(decisionBar: number, side: FillSide, quantity: number, reason: NotFilledReason): void {
    this.orders.notFilled(decisionBar, side, quantity, reason);
  }

  /** Lets bar `i` act on the position's stops and target, after what was due at its open. */
  passThroughBar(i: number): void {
    const { protection, bars, ledger } = this;
    if (protection === null || i < this.protectedFrom) return;
    const bar: BarPrices = { open: bars.open[i]!, high: bars.high[i]!, low: bars.low[i]!, close: bars.close[i]! };
    const exit = protectiveExit(protection, bar, this.settings.intrabar);
    if (this.weighAlternatives(protection, bar, exit)) ledger.markAmbiguous();
    if (exit === null) {
      trackExtreme(protection, bar);
      return;
    }
    const time = exit.phase === "open" ? bars.time[i]! : bars.closeTime[i]!;
    const quantity = Math.abs(ledger.quantity);
    this.orders.filled(i, protection.side > 0 ? -1 : 1, quantity);
    this.bookReduction(
      quantity,
      exit.reference,
      { bar: i, phase: exit.phase, time },
      exit.reason,
      exit.reason !== "take-profit",
    );
  }

  private bookReduction(
    quantity: number,
    reference: number,
    place: FillPlace,
    reason: ExitReason,
    slips: boolean,
  ): void {
    const { ledger, bars } = this;
    const before = ledger.cash;
    ledger.reduce(quantity, reference, place, reason, slips);
    if (ledger.quantity === 0) {
      this.protection = null;
      this.entriesHeld = 0;
    }
    const session = bars.session[place.bar]!;
    if (session !== this.unsettledSession) this.unsettled = 0;
    this.unsettledSession = session;
    this.unsettled += Math.max(0, ledger.cash - before);
  }

  /** What may still be added to the position at `price`: leverage × equity less what is held, and settled cash for buyers. */
  private buyingPower(price: number, bar: number): number {
    const { ledger, settings, bars } = this;
    const held = Math.abs(ledger.quantity) * price * bars.instrument.multiplier;
    const power =
      settings.leverage === 1 && ledger.quantity >= 0 ? ledger.cash : settings.leverage * ledger.equityAt(price) - held;
    if (settings.settlement === "T+0" || bars.session[bar] !== this.unsettledSession) return power;
    return power - this.unsettled;
  }

  private stopOf(side: FillSide, price: number, { stop }: EntryLevels): number {
    if (!Number.isNaN(stop)) return stop;
    return this.settings.stopLoss === null ? NaN : price * (1 - side * this.settings.stopLoss);
  }

  /** Stops and targets follow the average entry price; a trail starts at the fill. */
  private protect(side: FillSide, fillPrice: number, levels: EntryLevels, place: FillPlace): void {
    const { takeProfit, trailingStop } = this.settings;
    const average = this.ledger.averageEntryPrice;
    const stop = this.stopOf(side, average, levels);
    const target =
      Number.isNaN(levels.target) && takeProfit !== null ? average * (1 + side * takeProfit) : levels.target;
    if (Number.isNaN(stop) && Number.isNaN(target) && trailingStop === null) return;
    const before = this.protection?.extreme ?? fillPrice;
    const extreme = side > 0 ? Math.max(before, fillPrice) : Math.min(before, fillPrice);
    if (this.protection === null) this.protectedFrom = place.phase === "close" ? place.bar + 1 : place.bar;
    this.protection = { side, stop, target, trail: trailingStop, extreme };
  }

  /** Compares what the bar could have brought in every order of its prices. True when that differs. */
  private weighAlternatives(protection: Protection, bar: BarPrices, taken: ProtectiveExit | null): boolean {
    const { costs, ledger } = this;
    const worth = (exit: ProtectiveExit | null): number => {
      if (exit === null) return bar.close;
      return exit.reason === "take-profit"
        ? exit.reference
        : costs.fillPrice(protection.side > 0 ? -1 : 1, exit.reference);
    };
    const mine = worth(taken);
    let worst = 0;
    let best = 0;
    let isAmbiguous = false;
    for (const mode of INTRABAR_MODES) {
      const other = protectiveExit(protection, bar, mode);
      if (other?.reference === taken?.reference && other?.reason === taken?.reason) continue;
      isAmbiguous = true;
      const difference = (worth(other) - mine) * protection.side;
      worst = Math.min(worst, difference);
      best = Math.max(best, difference);
    }
    if (!isAmbiguous) return false;
    const units = Math.abs(ledger.quantity) * this.bars.instrument.multiplier;
    this.worseBy += worst * units;
    this.betterBy += best * units;
    return true;
  }
}
