import type { CarryRates } from "./carry/carry-rates.ts";
import type { Commission } from "./commission/commission.ts";
import type { ImpactModel } from "./impact/impact-model.ts";
import type { SlippageModel } from "./slippage/slippage-model.ts";
import type { SpreadModel } from "./spread/spread-model.ts";
import type { TransactionTax } from "./taxes/transaction-tax.ts";

export type { Commission } from "./commission/commission.ts";

/** The costs of a run, resolved; what is optional is none. */
export interface CostSettings {
  readonly commission: Commission;
  /** By how much market fills are worse than their reference; a number: a fraction of the price. */
  readonly slippage: SlippageModel;
  /** Bid to ask; a number: a fraction of the price. A market fill pays half. */
  readonly spread: SpreadModel;
  /** What an order's own size moves the price by. */
  readonly impact?: ImpactModel;
  readonly carry?: CarryRates;
  readonly taxes?: TransactionTax;
}

/** The defaults of `semantics`: 0.1 % commission, 0.05 % slippage, no spread. */
export const DEFAULT_COSTS: CostSettings = { commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 };

export const NO_COSTS: CostSettings = { commission: { kind: "rate", rate: 0 }, slippage: 0, spread: 0 };

/** Nothing is charged, whatever is traded and however long it is held. */
export function isFree({ commission, slippage, spread, impact, carry, taxes }: CostSettings): boolean {
  const charged =
    commission.kind === "rate" ? commission.rate : commission.kind === "per-unit" ? commission.amount : NaN;
  return (
    charged === 0 &&
    slippage === 0 &&
    spread === 0 &&
    impact === undefined &&
    carry === undefined &&
    taxes === undefined
  );
}

/** Costs that are a fixed share of each fill and nothing else: what a fast kernel can hold. */
export interface ProportionalCosts {
  readonly commission: Extract<Commission, { kind: "rate" | "per-unit" }>;
  readonly slippage: number;
  readonly spread: number;
}

/** The settings as proportional costs; null when something depends on size, order, market, time held or side. */
export function proportionalCosts(settings: CostSettings): ProportionalCosts | null {
  const { commission, slippage, spread, impact, carry, taxes } = settings;
  if (impact !== undefined || carry !== undefined || taxes !== undefined) return null;
  if (typeof slippage !== "number" || typeof spread !== "number") return null;
  if (commission.kind !== "rate" && commission.kind !== "per-unit") return null;
  return { commission, slippage, spread };
}
