import type { Bars } from "../../market/bars.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { AmbiguityMeter } from "../fills/ambiguity-meter.ts";
import { type EntryLevels, type GuardSettings, NO_LEVELS, PositionGuard } from "../fills/position-guard.ts";
import { type BarPrices, INTRABAR_MODES, type IntrabarMode, type ProtectiveExit } from "../fills/protective-exit.ts";
import type { FillPlace, Ledger } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { OrderBook } from "./order-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import { resolveQuantity, type SizingBasis } from "./resolve-quantity.ts";
import type { Size } from "./size.ts";

/** How orders become fills; all resolved. */
export interface DeskSettings extends GuardSettings {
  readonly size: Size;
  readonly sizeAt: "fill" | "decision";
  /** Gross exposure that equity may carry; 1: no borrowing. */
  readonly leverage: number;
  /** T+1: what a sale out of a long position brings can buy from the next session on. */
  readonly settlement: "T+0" | "T+1";
  readonly intrabar: IntrabarMode;
}

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
  private readonly guard: PositionGuard;
  private readonly ambiguity = new AmbiguityMeter();
  private entriesHeld = 0;
  private equityAtDecision = NaN;
  private unsettled = 0;
  private unsettledSession = -Infinity;

  constructor(bars: Bars, ledger: Ledger, costs: TransactionCostEngine, orders: OrderBook, settings: DeskSettings) {
    this.bars = bars;
    this.ledger = ledger;
    this.costs = costs;
    this.orders = orders;
    this.settings = settings;
    this.guard = new PositionGuard(settings);
  }

  /** Entries that the position is made of; 0 when flat. */
  get additions(): number {
    return this.entriesHeld;
  }

  /** Range of the total pnl, against what was taken, if ambiguous bars had gone the other ways; open trades at `mark`. */
  ambiguousRangeAt(mark: number): readonly [number, number] {
    const side = Math.sign(this.ledger.quantity);
    return this.ambiguity.rangeWith((units) => side * units * mark * this.bars.instrument.multiplier);
  }

  /** Bar `i` decided something: sizes at the decision are taken from its close. */
  rememberDecision(i: number): void {
    this.equityAtDecision = this.ledger.equityAt(this.bars.close[i]!);
  }

  /** Price and equity that sizes are taken from: this instant's after its reductions, or the decision's. */
  sizingMark(decisionBar: number, reference: number): { readonly price: number; readonly equity: number } {
    return this.settings.sizeAt === "fill"
      ? { price: reference, equity: this.ledger.equityAt(reference) }
      : { price: this.bars.close[decisionBar]!, equity: this.equityAtDecision };
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
    const { bars, costs, ledger, settings, guard } = this;
    const basis = (price: number, equity: number, buyingPower: number): SizingBasis => {
      const unitPrice = costs.fillPrice(side, price);
      return { price: unitPrice, stop: guard.stopFor(side, unitPrice, levels), equity, buyingPower };
    };
    const fill = basis(reference, ledger.equityAt(reference), this.buyingPower(side, reference, place.bar));
    const sizing =
      settings.sizeAt === "fill"
        ? fill
        : basis(bars.close[decisionBar]!, this.equityAtDecision, this.buyingPowerAtDecision(decisionBar));
    const resolved = resolveQuantity(size, sizing, fill, side, bars.instrument, costs, settings.leverage);
    if (typeof resolved === "string") {
      this.orders.notFilled(decisionBar, side, askedUnits(size), resolved);
      return;
    }
    this.orders.filled(decisionBar, side, resolved.quantity, resolved.isClipped);
    ledger.increase(side, resolved.quantity, reference, place);
    this.entriesHeld++;
    guard.entered({ side, price: fill.price, bar: place.bar, decisionBar }, ledger.averageEntryPrice, levels);
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
    const exit = this.guard.exitAtOpen(i, this.bars.open[i]!);
    if (exit !== null) this.bookProtectiveExit(i, exit);
  }

  /** Lets bar `i` act on the position's stops and target, after what was due at its open. */
  passBar(i: number): void {
    const { bars, guard } = this;
    const [high, low] = [bars.high[i]!, bars.low[i]!];
    if (guard.isOutOfReach(i, high, low)) {
      guard.survived({ high, low });
      return;
    }
    const bar: BarPrices = { open: bars.open[i]!, high, low, close: bars.close[i]! };
    const exit = guard.exitIn(i, bar, this.settings.intrabar);
    this.weighOtherOrders(i, bar, exit);
    if (exit === null) guard.survived(bar);
    else this.bookProtectiveExit(i, exit);
  }

  private bookProtectiveExit(i: number, { phase, reference, reason }: ProtectiveExit): void {
    const { bars, ledger } = this;
    const quantity = Math.abs(ledger.quantity);
    this.orders.filled(this.guard.decisionBar, ledger.quantity > 0 ? -1 : 1, quantity);
    const time = phase === "open" ? bars.time[i]! : bars.closeTime[i]!;
    this.bookReduction(quantity, reference, { bar: i, phase, time }, reason, reason !== "take-profit");
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
    const side = ledger.quantity > 0 ? 1 : -1;
    ledger.reduce(quantity, reference, place, reason, slips);
    if (ledger.quantity === 0) {
      this.guard.left();
      this.entriesHeld = 0;
      this.ambiguity.settle((units) => this.worthAt(side, units, reference, slips));
    }
    const session = bars.session[place.bar]!;
    if (session !== this.unsettledSession) this.unsettled = 0;
    this.unsettledSession = session;
    this.unsettled += Math.max(0, ledger.cash - before);
  }

  /**
   * What may still be added at `price`: leverage × equity less what is held (without leverage that is the cash), of which
   * buyers can't spend what hasn't settled. Short sales spend nothing.
   */
  private buyingPower(side: FillSide, price: number, bar: number): number {
    const { ledger, settings, bars } = this;
    const held = Math.abs(ledger.quantity) * price * bars.instrument.multiplier;
    const power =
      settings.leverage === 1 && ledger.quantity >= 0 ? ledger.cash : settings.leverage * ledger.equityAt(price) - held;
    const isSettled = settings.settlement === "T+0" || bars.session[bar] !== this.unsettledSession;
    return side < 0 || isSettled ? power : power - this.unsettled;
  }

  /** The same at the deciding close, for what is still held now. */
  private buyingPowerAtDecision(decisionBar: number): number {
    const { ledger, settings, bars } = this;
    const held = Math.abs(ledger.quantity) * bars.close[decisionBar]! * bars.instrument.multiplier;
    return settings.leverage * this.equityAtDecision - held;
  }

  /** What the bar could have brought in every order of its prices. */
  private weighOtherOrders(i: number, bar: BarPrices, taken: ProtectiveExit | null): void {
    const { guard, ledger, bars } = this;
    const units = Math.abs(ledger.quantity);
    const side = ledger.quantity > 0 ? 1 : -1;
    for (const mode of INTRABAR_MODES) {
      const other = guard.exitIn(i, bar, mode);
      if (other?.reference === taken?.reference && other?.reason === taken?.reason) continue;
      ledger.markAmbiguous();
      this.ambiguity.add(
        units,
        other === null
          ? side * units * bar.close * bars.instrument.multiplier
          : this.worthAt(side, units, other.reference, other.reason !== "take-profit"),
      );
    }
  }

  /** What leaving with `units` at a price brings (of short ones: takes), in money. */
  private worthAt(side: 1 | -1, units: number, reference: number, slips: boolean): number {
    const { multiplier } = this.bars.instrument;
    const price = slips ? this.costs.fillPrice(side > 0 ? -1 : 1, reference) : reference;
    return side * units * price * multiplier - this.costs.commission(units, price, multiplier);
  }
}
