import { checkNotNegative } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { CostSettings } from "./cost-settings.ts";

/** 1 buys, −1 sells. */
export type FillSide = 1 | -1;

/** What one fill costs, in money; `spread` and `slippage` explain the fill price and are never subtracted again. */
export interface FillCosts {
  readonly fillPrice: number;
  readonly commission: number;
  readonly spread: number;
  readonly slippage: number;
}

/**
 * What trading costs. Every engine asks this one, so that no two can differ.
 *
 * Fill price = reference × (1 ± s) with s = spread / 2 + slippage; commission = rate × quantity × price × multiplier,
 * or amount × quantity. The order of operations is part of the rule book: these very expressions, not algebraic equals.
 */
export class TransactionCostEngine {
  readonly settings: CostSettings;
  private readonly concession: number;

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for costs that are negative, NaN, or a concession of 100 % or more */
  constructor(settings: CostSettings) {
    checkNotNegative("slippage", settings.slippage);
    checkNotNegative("spread", settings.spread);
    const { commission } = settings;
    checkNotNegative("commission", commission.kind === "rate" ? commission.rate : commission.amount);
    this.settings = settings;
    this.concession = settings.spread / 2 + settings.slippage;
    if (this.concession >= 1) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", {
        name: "slippage",
        rule: "below 1 together with half the spread",
        value: this.concession,
      });
    }
  }

  /** Price of a market fill: worse than `reference` by half the spread and the slippage. */
  fillPrice(side: FillSide, reference: number): number {
    return side === 1 ? reference * (1 + this.concession) : reference * (1 - this.concession);
  }

  /** Money paid to the broker for a fill of `quantity` > 0 units at `price`. */
  commission(quantity: number, price: number, multiplier: number): number {
    const { commission } = this.settings;
    return commission.kind === "rate"
      ? commission.rate * (quantity * price * multiplier)
      : commission.amount * quantity;
  }

  /**
   * The largest quantity whose notional plus commission fits in `budget` at `price`: closed form, costs being
   * proportional.
   *
   * @param feeWeight how much budget a unit of commission takes: with leverage L it takes L, since equity pays it
   */
  affordable(budget: number, price: number, multiplier: number, feeWeight = 1): number {
    const { commission } = this.settings;
    return commission.kind === "rate"
      ? budget / (price * multiplier * (1 + feeWeight * commission.rate))
      : budget / (price * multiplier + feeWeight * commission.amount);
  }

  /** All parts of a market fill, for people and reports. */
  calculateCosts(
    trade: { readonly side: FillSide; readonly quantity: number; readonly multiplier?: number },
    market: { readonly reference: number },
  ): FillCosts {
    const multiplier = trade.multiplier ?? 1;
    const fillPrice = this.fillPrice(trade.side, market.reference);
    const concession = Math.abs(fillPrice - market.reference) * trade.quantity * multiplier;
    const spread = this.concession === 0 ? 0 : (concession * (this.settings.spread / 2)) / this.concession;
    return {
      fillPrice,
      commission: this.commission(trade.quantity, fillPrice, multiplier),
      spread,
      slippage: concession - spread,
    };
  }
}
