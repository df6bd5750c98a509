import type { IndexedColumn } from "../../core/indexed-column.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf, sessionColumn } from "../../market/compact/compact-bars.ts";
import type { Instrument } from "../../market/instrument.ts";
import type { FeeContext } from "../costs/commission/order-totals.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import type { EntryLevels } from "../fills/exit-guard.ts";
import type { FillPricing } from "../fills/fill-pricing.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LimitedInstrument } from "../risk/limited-instrument.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import type { NotFilledReason } from "./order-columns.ts";
import {
  type ResolvedQuantity,
  resolveQuantity,
  type SizedPrices,
  type SizingBasis,
  type SizingRules,
} from "./resolve-quantity.ts";
import type { Size } from "./size.ts";

/** How sizes become units; all resolved. */
export interface SizingSettings {
  readonly sizeAt: "fill" | "decision";
  /** Gross exposure that equity may carry; 1: no borrowing. */
  readonly leverage: number;
  /** T+1: what a sale out of a long position brings can buy from the next session on. */
  readonly settlement: "T+0" | "T+1";
  readonly rules: RuleBook;
  /** Positions may be short. */
  readonly mayShort: boolean;
}

/** An entry that found its price. */
export interface PricedEntry {
  readonly side: FillSide;
  readonly size: Size;
  readonly levels: EntryLevels;
  readonly decisionBar: number;
  readonly equityAtDecision: number;
  readonly bar: number;
  /** Before slippage, and after it. */
  readonly reference: number;
  /** Of the smallest order, where costs depend on size. */
  readonly price: number;
  /** NaN for an order at market. */
  readonly limit: number;
  /** Price that the order was sent with; NaN, or absent: it is at market. */
  readonly named?: number;
  /** It waited for its price, and pays what makers pay. */
  readonly isMaker: boolean;
  /** It is all or nothing in its bar. */
  readonly isWhole?: boolean;
  /** Its units come from an intent that has filled in part: cash that is short cuts them. */
  readonly isRestOfIntent?: boolean;
}

/** Turns the sizes of entries into units, by what equity, cash and the rule book allow. */
export class EntrySizing {
  private readonly bars: Bars;
  private readonly session: IndexedColumn;
  private readonly ledger: Ledger;
  private readonly costs: TransactionCostEngine;
  private readonly pricing: FillPricing;
  private readonly settings: SizingSettings;
  private readonly instrument: Instrument;
  private unsettled = 0;
  private unsettledSession = -Infinity;

  constructor(
    bars: Bars,
    ledger: Ledger,
    costs: TransactionCostEngine,
    pricing: FillPricing,
    settings: SizingSettings,
  ) {
    this.bars = bars;
    this.session = sessionColumn(bars);
    this.ledger = ledger;
    this.costs = costs;
    this.pricing = pricing;
    this.settings = settings;
    const { instrument } = bars;
    const isWhole = settings.rules.rounding === "whole" && instrument.lot === null;
    this.instrument = isWhole ? { ...instrument, lot: 1 } : instrument;
  }

  /** The smallest unit that orders are made of; null: any fraction. */
  get lot(): number | null {
    return this.instrument.lot;
  }

  /** Units of an entry, or why it has none. @param stopFor the stop that it would have at a price */
  resolve(entry: PricedEntry, stopFor: (price: number) => number): ResolvedQuantity | NotFilledReason {
    const { settings, bars, ledger, costs, pricing } = this;
    if (entry.side < 0 && !settings.mayShort) return "no-short";
    const { side, reference, decisionBar, equityAtDecision, bar } = entry;
    const basis = (price: number, equity: number, buyingPower: number): SizingBasis => ({
      price,
      stop: stopFor(price),
      equity,
      buyingPower,
    });
    const today = (price: number, i: number) => ledger.splits.priceSince(price, i);
    const sizedAt = (found: number, i: number): SizedPrices => ({
      priceOf: (quantity) => today(pricing.sized(side, found, entry.limit, i, quantity), i),
      stopFor,
    });
    const isPlain = settings.rules.budgetCovers === "price";
    const fill = basis(entry.price, ledger.sizingEquityAt(reference), this.buyingPower(side, reference, bar));
    const paid = costs.dependsOnSize ? { ...fill, sized: sizedAt(reference, bar) } : fill;
    let sizing: SizingBasis = isPlain ? { ...fill, price: reference } : paid;
    if (settings.sizeAt === "decision") {
      const close = bars.close[decisionBar]!;
      const price = today(isPlain ? close : pricing.entry(side, close, decisionBar), decisionBar);
      sizing = basis(price, equityAtDecision, this.buyingPowerAtDecision(decisionBar, equityAtDecision));
      if (!isPlain && costs.dependsOnSize) sizing = { ...sizing, sized: sizedAt(close, decisionBar) };
      const { named = NaN } = entry;
      if (!Number.isNaN(named)) sizing = { ...sizing, named };
    }
    const { leverage } = settings;
    const isCut = entry.isRestOfIntent === true && settings.rules.cashPolicy === "fit";
    const rules: SizingRules = isCut ? { ...settings.rules, cashPolicy: "partial" } : settings.rules;
    const context = this.feeContext(entry);
    return resolveQuantity(entry.size, sizing, paid, side, this.instrument, costs, leverage, rules, context);
  }

  /** What an entry of so many units pays for each. */
  priceOf({ side, reference, limit, bar, price }: PricedEntry, quantity: number): number {
    return this.costs.dependsOnSize ? this.pricing.sized(side, reference, limit, bar, quantity) : price;
  }

  /** What the account's limits leave of an entry that cash can pay, or the limit that refuses it. */
  withinLimits(
    entry: PricedEntry,
    resolved: ResolvedQuantity | NotFilledReason,
    limits: LimitedInstrument | null,
  ): ResolvedQuantity | NotFilledReason {
    if (limits === null || typeof resolved === "string") return resolved;
    const { side, size, levels, bar, reference } = entry;
    const { quantity } = resolved;
    const limited = limits.limit({
      ...{ side, quantity, levels, bar, reference },
      priceOf: (units) => this.priceOf(entry, units),
      feesOf: (units, price) => this.feesOf(entry, units, price),
      isFixed: size.kind === "quantity" && this.settings.rules.cashPolicy !== "partial",
    });
    if (typeof limited === "string") return limited;
    return limited.cutBy === null ? resolved : { quantity: limited.quantity, isClipped: false, cutBy: limited.cutBy };
  }

  /** Commission and taxes of an entry of so many units at a price. */
  private feesOf(entry: PricedEntry, quantity: number, price: number): number {
    const { costs, instrument } = this;
    const { multiplier } = instrument;
    const taxes = costs.tax(entry.side, quantity, price, multiplier);
    return costs.commission(quantity, price, multiplier, this.feeContext(entry)) + taxes;
  }

  private feeContext({ side, bar, isMaker }: PricedEntry): FeeContext | undefined {
    if (this.costs.isProportional) return undefined;
    const time = columnOf(this.bars, "time").at(bar)!;
    return { side, isMaker, time, month: this.ledger.account.volume.inMonthOf(time) };
  }

  /** A sale, or a purchase back, in bar `bar` brought so much cash. */
  received(money: number, bar: number): void {
    const session = this.session.at(bar)!;
    if (session !== this.unsettledSession) this.unsettled = 0;
    this.unsettledSession = session;
    this.unsettled += Math.max(0, money);
  }

  /**
   * What may still be added at `price`: leverage × equity less what is held (without leverage that is the cash), of which
   * buyers can't spend what hasn't settled. Short sales spend nothing.
   */
  private buyingPower(side: FillSide, price: number, bar: number): number {
    const { ledger, settings } = this;
    const power =
      settings.leverage === 1 && !ledger.account.isShort
        ? ledger.cash
        : settings.leverage * ledger.equityAt(price) - ledger.grossAt(price);
    const isSettled = settings.settlement === "T+0" || this.session.at(bar) !== this.unsettledSession;
    return side < 0 || isSettled ? power : power - this.unsettled;
  }

  /** The same at the deciding close, for what is still held now. */
  private buyingPowerAtDecision(decisionBar: number, equity: number): number {
    const { ledger, settings, bars } = this;
    const close = ledger.splits.priceSince(bars.close[decisionBar]!, decisionBar);
    return settings.leverage * equity - ledger.grossAt(close);
  }
}
