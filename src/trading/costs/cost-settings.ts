/** What a fill pays a broker: a fraction of its notional, or money for each unit. */
export type Commission =
  | { readonly kind: "rate"; readonly rate: number }
  | { readonly kind: "per-unit"; readonly amount: number };

/** The costs of a run, resolved. */
export interface CostSettings {
  readonly commission: Commission;
  /** Fraction of the price by which market fills are worse than their reference. */
  readonly slippage: number;
  /** Bid to ask, a fraction of the price; a market fill pays half. */
  readonly spread: number;
}

/** The defaults of `semantics`: 0.1 % commission, 0.05 % slippage, no spread. */
export const DEFAULT_COSTS: CostSettings = { commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 };

export const NO_COSTS: CostSettings = { commission: { kind: "rate", rate: 0 }, slippage: 0, spread: 0 };
