import { kurtosis, skewness } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import { annualReturn } from "./annual-return.ts";
import { type Annualisation, periodRate } from "./annualisation.ts";
import { excessReturns } from "./excess-returns.ts";
import type { Metric } from "./metric.ts";
import { volatility } from "./volatility.ts";

/**
 * Sharpe ratio with the *geometric* annual return above the line: annual return of `r − rf` over its volatility. NaN
 * entries are left out; NaN with fewer than two returns and when they don't vary.
 *
 * Bacon (2008), ch. 4; PerformanceAnalytics' `SharpeRatio.annualized`.
 */
export function geometricSharpeRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  const excess = excessReturns(presentValues(returns), periodRate(riskFree, periodsPerYear));
  const spread = volatility(excess, { periodsPerYear });
  return spread > 0 ? annualReturn(excess, { periodsPerYear }) / spread : NaN;
}

/**
 * Sharpe ratio that punishes a bad tail: `SR × (1 + γ₃ / 6 × SR − (γ₄ − 3) / 24 × SR²)` with the geometric annual Sharpe
 * ratio and the skewness and kurtosis of the period's returns. NaN where the Sharpe ratio is.
 *
 * Pézier & White (2006); follows PerformanceAnalytics' `AdjustedSharpeRatio`.
 *
 * @param returns simple returns per period, fractions
 */
export function adjustedSharpeRatio(returns: Float64Array, options: Annualisation): number {
  const sharpe = geometricSharpeRatio(returns, options);
  const present = presentValues(returns);
  return sharpe * (1 + (skewness(present) / 6) * sharpe - ((kurtosis(present) - 3) / 24) * sharpe * sharpe);
}

export const adjustedSharpeRatioMetric: Metric = {
  id: "adjustedSharpeRatio",
  label: "Adjusted Sharpe ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "SR × (1 + γ₃ / 6 × SR − (γ₄ − 3) / 24 × SR²), SR = geometric annual excess return / volatility",
  reference: "Pézier & White (2006), ICMA Centre Discussion Paper 2006-10; PerformanceAnalytics, AdjustedSharpeRatio",
  undefinedWhen: "fewer than two periods, or returns that don't vary",
  compute: ({ returns, periodsPerYear, riskFree }) => adjustedSharpeRatio(returns, { periodsPerYear, riskFree }),
};
