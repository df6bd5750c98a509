import type { MarketState } from "../market-state.ts";

/** Estimators of the spread from a market's bars, by name. */
export const SPREAD_ESTIMATORS = ["edge", "corwin-schultz", "abdi-ranaldo", "roll"] as const;
export type SpreadEstimatorName = (typeof SPREAD_ESTIMATORS)[number];

/**
 * Bid to ask, of which a market fill pays half. A number: always that fraction of the price. `estimated`: by an estimator
 * over the last sessions, negative estimates counting as none. `quoted`: the mean quoted spread of the bar before, from
 * quotes that come with the bars.
 */
export type SpreadModel =
  | number
  | {
      readonly kind: "estimated";
      readonly by: SpreadEstimatorName;
      /** Sessions; 21, as the papers have it. */
      readonly sessions: number;
    }
  | { readonly kind: "quoted" };

/** The spread that a model sees, a fraction of the price; 0 where it isn't known yet. */
export function spreadFraction(model: SpreadModel, { spread = NaN }: MarketState): number {
  if (typeof model === "number") return model;
  return spread > 0 ? spread : 0;
}
