import { BacksightError } from "../../core/errors.ts";
import { borrowFee, financingCharge } from "./carry/carry-rates.ts";
import { checkCosts } from "./check-costs.ts";
import { orderFee } from "./commission/order-fee.ts";
import { type FeeContext, NOTHING_FILLED, type OrderTotals, withFill } from "./commission/order-totals.ts";
import { type CostColumns, quantitiesAsked } from "./cost-columns.ts";
import type { CostSettings } from "./cost-settings.ts";
import { impactFraction } from "./impact/impact-model.ts";
import { largestQuantity } from "./largest-quantity.ts";
import type { MarketState } from "./market-state.ts";
import { slippageFraction } from "./slippage/slippage-model.ts";
import { spreadFraction } from "./spread/spread-model.ts";
import { transactionTax } from "./taxes/transaction-tax.ts";

/** 1 buys, −1 sells. */
export type FillSide = 1 | -1;

/** Why a fill's price is worse than its reference, in money: together |price − reference| × quantity × multiplier. */
export interface PriceParts {
  readonly spread: number;
  readonly slippage: number;
  readonly impact: number;
}

/** What one fill costs, in money; the parts of the price explain it and are never subtracted again. */
export interface FillCosts extends PriceParts {
  readonly fillPrice: number;
  readonly commission: number;
  readonly taxes: number;
  /** For the days held that the trade names. */
  readonly borrow: number;
  readonly financing: number;
  /** All of it. */
  readonly total: number;
}

/** A fill, or a position to be, that is to be costed. */
export interface CostedTrade {
  readonly side: FillSide;
  /** Units above 0. */
  readonly quantity: number;
  readonly multiplier?: number;
  /** The order waited for its price: it pays no spread, slippage or impact, and a maker's commission. */
  readonly isMaker?: boolean;
  /** Epoch milliseconds, for fees by date; 0. */
  readonly time?: number;
  /** What the order's earlier fills came to. */
  readonly filledBefore?: OrderTotals;
  /** What the account traded in the month before the order. */
  readonly month?: OrderTotals;
  /** Calendar days for which a sold position is borrowed, or the debt below is owed. */
  readonly daysHeld?: number;
  /** Money borrowed for it. */
  readonly debt?: number;
}

/** What a fee is asked of in a simulation when an order says no more: bought or sold now, at market, as the first of its month. */
const PLAIN: FeeContext = { side: 1, isMaker: false, time: 0, month: NOTHING_FILLED };

/** A fill gives away at most this share of its price: larger sizes are beyond what any model here was measured on. */
const LARGEST_CONCESSION = 0.9;

/**
 * What trading costs. Every engine asks this one, so that no two can differ.
 *
 * Fill price = reference × (1 ± s) with s = spread / 2 + slippage + impact; commission = rate × quantity × price ×
 * multiplier, or amount × quantity, or what an order owes by its schedule. The order of operations is part of the rule
 * book: these very expressions, not algebraic equals.
 */
export class TransactionCostEngine {
  readonly settings: CostSettings;
  /** True when a larger order gets a worse price. */
  readonly dependsOnSize: boolean;
  /** Commissions depend on the order, its side or its day. */
  readonly chargesOrders: boolean;
  /** Fills pay a plain share of what is traded, whatever their order, side and day. */
  readonly isProportional: boolean;
  private readonly market: CostColumns | null;
  private readonly asksMarket: boolean;
  /** Total concession, where it is the same for every fill; else NaN. */
  private readonly concession: number;
  // Parts of the concession that was asked for last, fractions of the price: no fill makes an object.
  private halfSpread = 0;
  private slippage = 0;
  private impact = 0;

  /**
   * @param market as the costs see it, from `costColumns`; null for costs that don't ask, and for single questions
   * @throws {BacksightError} BACKSIGHT_ARGUMENT for costs that are negative, NaN, or a concession of 100 % or more
   */
  constructor(settings: CostSettings, market: CostColumns | null = null) {
    checkCosts(settings);
    const { commission, slippage, spread, impact, taxes } = settings;
    this.settings = settings;
    this.market = market;
    this.asksMarket = quantitiesAsked(settings).length > 0;
    const volumeShare = typeof slippage !== "number" && slippage.kind === "volume-share";
    this.dependsOnSize = impact !== undefined || volumeShare;
    this.chargesOrders = commission.kind !== "rate" && commission.kind !== "per-unit";
    this.isProportional = !this.chargesOrders && taxes === undefined;
    const isFixed = typeof spread === "number" && typeof slippage === "number" && impact === undefined;
    this.concession = isFixed ? spread / 2 + slippage : NaN;
    if (isFixed) {
      this.halfSpread = spread / 2;
      this.slippage = slippage;
    }
  }

  /**
   * Price of a market fill: worse than `reference` by half the spread, the slippage and the impact.
   *
   * @param bar of the fill, for costs that ask the market
   * @param quantity units, for costs that depend on size; 0: the price of the smallest fill
   * @throws {BacksightError} BACKSIGHT_COST_STATE when the costs ask a market that isn't given
   */
  fillPrice(side: FillSide, reference: number, bar = -1, quantity = 0): number {
    const concession = Number.isNaN(this.concession) ? this.concessionIn(bar, reference, quantity) : this.concession;
    return side === 1 ? reference * (1 + concession) : reference * (1 - concession);
  }

  /** Money paid to the broker for a fill of `quantity` > 0 units at `price`, the only one of its order unless told more. */
  commission(
    quantity: number,
    price: number,
    multiplier: number,
    context: FeeContext = PLAIN,
    before: OrderTotals = NOTHING_FILLED,
  ): number {
    const { commission } = this.settings;
    if (commission.kind === "rate") return commission.rate * (quantity * price * multiplier);
    if (commission.kind === "per-unit") return commission.amount * quantity;
    const after = withFill(before, quantity, quantity * price * multiplier);
    const fee = orderFee(commission, after, context) - orderFee(commission, before, context);
    return Math.max(0, fee);
  }

  /** Tax on a fill, in money. */
  tax(side: FillSide, quantity: number, price: number, multiplier: number): number {
    const { taxes } = this.settings;
    return taxes === undefined ? 0 : transactionTax(taxes, side, quantity * price * multiplier);
  }

  /**
   * The largest quantity whose notional plus commission and tax fits in `budget` at `price`: closed form where costs are
   * proportional, else by bisection.
   *
   * @param feeWeight how much budget a unit of commission takes: with leverage L it takes L, since equity pays it
   */
  affordable(budget: number, price: number, multiplier: number, feeWeight = 1, context: FeeContext = PLAIN): number {
    const { commission } = this.settings;
    if (this.isProportional && commission.kind === "rate")
      return budget / (price * multiplier * (1 + feeWeight * commission.rate));
    if (this.isProportional && commission.kind === "per-unit")
      return budget / (price * multiplier + feeWeight * commission.amount);
    const spend = (quantity: number) => this.spent(quantity, price, multiplier, feeWeight, context);
    return largestQuantity(spend, budget, budget / (price * multiplier));
  }

  /** The same where a larger order gets a worse price. @param priceOf price of a quantity, not falling with it */
  affordableBy(
    budget: number,
    priceOf: (quantity: number) => number,
    multiplier: number,
    feeWeight: number,
    context: FeeContext = PLAIN,
  ): number {
    const spend = (quantity: number) => this.spent(quantity, priceOf(quantity), multiplier, feeWeight, context);
    return largestQuantity(spend, budget, budget / (priceOf(0) * multiplier));
  }

  /** Notional, and commission and tax as often as they weigh, in money. */
  spent(quantity: number, price: number, multiplier: number, feeWeight: number, context: FeeContext = PLAIN): number {
    const fee = this.commission(quantity, price, multiplier, context);
    const charges = this.settings.taxes === undefined ? fee : fee + this.tax(context.side, quantity, price, multiplier);
    return quantity * price * multiplier + feeWeight * charges;
  }

  /** Splits what a fill at `price` gave away, in money, into what it was given away to. */
  explain(reference: number, price: number, quantity: number, multiplier: number, bar = -1): PriceParts {
    const given = Math.abs(price - reference) * quantity * multiplier;
    if (given === 0) return NO_PARTS;
    if (Number.isNaN(this.concession)) this.concessionIn(bar, reference, quantity);
    return this.parted(given);
  }

  /** False for a bar whose market wasn't known well enough for these costs. */
  isKnownAt(bar: number): boolean {
    return this.market === null || this.market.isKnownAt(bar);
  }

  /**
   * All parts of a fill, for people and reports.
   *
   * @param market what the costs ask for; NaN where it isn't known, which costs nothing
   * @throws {BacksightError} BACKSIGHT_COST_STATE when something that the costs ask for isn't given
   */
  calculateCosts(trade: CostedTrade, market: MarketState): FillCosts {
    const { side, quantity, multiplier = 1, isMaker = false, time = 0, month = NOTHING_FILLED } = trade;
    const { daysHeld = 0, debt = 0 } = trade;
    const { reference } = market;
    for (const asked of quantitiesAsked(this.settings)) {
      if (market[asked] === undefined) throw new BacksightError("BACKSIGHT_COST_STATE", { what: asked });
    }
    const concession = isMaker ? 0 : this.concessionOf(quantity, market);
    const fillPrice = side === 1 ? reference * (1 + concession) : reference * (1 - concession);
    const given = Math.abs(fillPrice - reference) * quantity * multiplier;
    const parts = given === 0 ? NO_PARTS : this.parted(given);
    const context = { side, isMaker, time, month };
    const commission = this.commission(quantity, fillPrice, multiplier, context, trade.filledBefore);
    const taxes = this.tax(side, quantity, fillPrice, multiplier);
    const { carry } = this.settings;
    const value = quantity * fillPrice * multiplier;
    const borrow = carry === undefined || side > 0 ? 0 : borrowFee(value, carry.borrow, daysHeld);
    const financing = carry === undefined ? 0 : financingCharge(debt, carry.financing, daysHeld);
    const total = commission + taxes + given + borrow + financing;
    return { fillPrice, commission, taxes, ...parts, borrow, financing, total };
  }

  private concessionIn(bar: number, reference: number, quantity: number): number {
    if (this.market === null && this.asksMarket) {
      const [what] = quantitiesAsked(this.settings);
      throw new BacksightError("BACKSIGHT_COST_STATE", { what });
    }
    return this.concessionOf(quantity, this.market?.stateAt(bar, reference) ?? { reference });
  }

  private concessionOf(quantity: number, market: MarketState): number {
    const { spread, slippage, impact } = this.settings;
    this.halfSpread = spreadFraction(spread, market) / 2;
    this.slippage = slippageFraction(slippage, quantity, market);
    this.impact = impact === undefined ? 0 : impactFraction(impact, quantity, market);
    const fixed = this.halfSpread + this.slippage;
    const concession = impact === undefined ? fixed : fixed + this.impact;
    if (concession <= LARGEST_CONCESSION || Number.isFinite(this.concession)) return concession;
    if (this.slippage === Infinity) this.slippage = LARGEST_CONCESSION;
    if (this.impact === Infinity) this.impact = LARGEST_CONCESSION;
    return LARGEST_CONCESSION;
  }

  private parted(given: number): PriceParts {
    const { halfSpread, impact } = this;
    const concession = halfSpread + this.slippage + impact;
    if (concession === 0) return { spread: 0, slippage: given, impact: 0 };
    const spread = (given * halfSpread) / concession;
    const moved = (given * impact) / concession;
    return { spread, slippage: given - spread - moved, impact: moved };
  }
}

/** Of a fill at its reference price. */
export const NO_PARTS: PriceParts = { spread: 0, slippage: 0, impact: 0 };
