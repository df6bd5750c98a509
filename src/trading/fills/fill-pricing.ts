import type { Bars } from "../../market/bars.ts";
import type { FillSide, TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import type { RuleBook } from "../rules/rule-book.ts";

type SlippageRules = Pick<RuleBook, "slippageCap" | "limitSlippage" | "exitSlippage" | "stopSlippage">;

/** What is paid at a reference price: which orders slip, and how far, is the rule book's to say. */
export class FillPricing {
  private readonly costs: TransactionCostEngine;
  private readonly rules: SlippageRules;
  private readonly bars: Pick<Bars, "high" | "low">;

  constructor(costs: TransactionCostEngine, rules: SlippageRules, bars: Pick<Bars, "high" | "low">) {
    this.costs = costs;
    this.rules = rules;
    this.bars = bars;
  }

  /**
   * Price of an entry at market, or by a triggered stop, in bar `i`.
   *
   * @param quantity units, for costs that depend on size; 0: the price of the smallest order
   */
  entry(side: FillSide, reference: number, i: number, quantity = 0): number {
    const price = this.costs.fillPrice(side, reference, i, quantity);
    return this.rules.slippageCap === "uncapped" ? price : this.inBar(price, i);
  }

  /** Price of an exit at market, or by a triggered stop, in bar `i`. */
  exit(side: FillSide, reference: number, i: number, isStop: boolean, quantity = 0): number {
    const slips = this.rules.exitSlippage && (this.rules.stopSlippage || !isStop);
    return slips ? this.entry(side, reference, i, quantity) : reference;
  }

  /** Price of a fill within a limit, in bar `i`; NaN when it would be worse than the limit, so that the order waits. */
  limit(side: FillSide, reference: number, limit: number, i: number, quantity = 0): number {
    if (this.rules.limitSlippage === "never") return reference;
    const price = this.entry(side, reference, i, quantity);
    const isWorse = side > 0 ? price > limit : price < limit;
    if (!isWorse) return price;
    return this.rules.limitSlippage === "to-limit" ? limit : NaN;
  }

  /** Price of an entry of so many units that found its price in bar `i`; never beyond its limit, NaN: at market. */
  sized(side: FillSide, reference: number, limit: number, i: number, quantity: number): number {
    if (Number.isNaN(limit)) return this.entry(side, reference, i, quantity);
    const price = this.limit(side, reference, limit, i, quantity);
    return Number.isNaN(price) ? limit : price;
  }

  private inBar(price: number, i: number): number {
    return Math.min(Math.max(price, this.bars.low[i]!), this.bars.high[i]!);
  }
}
