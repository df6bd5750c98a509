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

  /** Price of an entry at market, or by a triggered stop, in bar `i`. */
  entry(side: FillSide, reference: number, i: number): number {
    const price = this.costs.fillPrice(side, reference);
    return this.rules.slippageCap === "uncapped" ? price : this.inBar(price, i);
  }

  /** Price of an exit at market, or by a triggered stop, in bar `i`. */
  exit(side: FillSide, reference: number, i: number, isStop: boolean): number {
    const slips = this.rules.exitSlippage && (this.rules.stopSlippage || !isStop);
    return slips ? this.entry(side, reference, i) : reference;
  }

  /** Price of a fill within a limit, in bar `i`; NaN when it would be worse than the limit, so that the order waits. */
  limit(side: FillSide, reference: number, limit: number, i: number): number {
    if (this.rules.limitSlippage === "never") return reference;
    const price = this.entry(side, reference, i);
    const isWorse = side > 0 ? price > limit : price < limit;
    if (!isWorse) return price;
    return this.rules.limitSlippage === "to-limit" ? limit : NaN;
  }

  private inBar(price: number, i: number): number {
    return Math.min(Math.max(price, this.bars.low[i]!), this.bars.high[i]!);
  }
}
