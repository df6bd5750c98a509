import type { ValueAndSlope } from "../../math/linear-algebra/convex-minimum.ts";
import { dot } from "../../math/linear-algebra/matrix.ts";

/** How a risk is measured: per period, as a fraction of equity; each is convex in the weights. */
export const PORTFOLIO_RISKS = {
  "mean-absolute-deviation": "mean distance of the returns from their mean",
  "semi-deviation": "root of the mean squared fall of returns below their mean",
  "conditional-value-at-risk": "mean loss of the worst share of periods",
  "worst-loss": "loss of the worst period",
  range: "best return less the worst",
  "average-drawdown": "mean fall from the peak before, over all periods",
  "conditional-drawdown": "mean drawdown of the worst share of periods",
  "maximum-drawdown": "deepest drawdown",
  "ulcer-index": "root of the mean squared drawdown",
} as const;
export type PortfolioRisk = keyof typeof PORTFOLIO_RISKS;

/** A risk of `returns` (one column per asset) as a function of the weights. `tail`: the worst share, above 0 to 1. */
export function riskFunction(
  returns: readonly Float64Array[],
  risk: PortfolioRisk,
  tail: number,
): (weights: Float64Array) => ValueAndSlope {
  const periods = returns[0]!.length;
  const even = (part: number) => (): number => part;
  switch (risk) {
    case "mean-absolute-deviation":
      return ofSeries(centered(returns), (series) => ({
        value: mean(series.map(Math.abs)),
        slope: series.map((value) => Math.sign(value) / periods),
      }));
    case "semi-deviation":
      return ofSeries(centered(returns), (series) => rootMeanSquare(series.map((value) => Math.min(0, value))));
    case "conditional-value-at-risk":
      return ofSeries(returns, (series) =>
        worstShare(
          series.map((value) => -value),
          tail,
          -1,
        ),
      );
    case "worst-loss":
      return ofSeries(returns, (series) =>
        worstShare(
          series.map((value) => -value),
          1 / periods,
          -1,
        ),
      );
    case "range":
      return ofSeries(returns, (series) => {
        const worst = worstShare(
          series.map((value) => -value),
          1 / periods,
          -1,
        );
        const top = worstShare(series, 1 / periods, 1);
        return { value: top.value + worst.value, slope: top.slope.map((value, t) => value + worst.slope[t]!) };
      });
    case "average-drawdown":
      return ofDrawdowns(returns, (falls) => ({ value: mean(falls), slope: falls.map(even(1 / periods)) }));
    case "conditional-drawdown":
      return ofDrawdowns(returns, (falls) => worstShare(falls, tail, 1));
    case "maximum-drawdown":
      return ofDrawdowns(returns, (falls) => worstShare(falls, 1 / periods, 1));
    case "ulcer-index":
      return ofDrawdowns(returns, rootMeanSquare);
  }
}

/** A convex function of the portfolio's series, with its slope in each period. */
type OfPeriods = (series: Float64Array) => ValueAndSlope;

function ofSeries(returns: readonly Float64Array[], measure: OfPeriods): (weights: Float64Array) => ValueAndSlope {
  return (weights) => {
    const { value, slope } = measure(portfolioSeries(returns, weights));
    return { value, slope: Float64Array.from(returns, (column) => dot(slope, column)) };
  };
}

/** Of falls below the peak so far of the added-up returns, which start at 0. */
function ofDrawdowns(returns: readonly Float64Array[], measure: OfPeriods): (weights: Float64Array) => ValueAndSlope {
  const growth = returns.map((column) => {
    let total = 0;
    return column.map((value) => {
      total += value;
      return total;
    });
  });
  return (weights) => {
    const series = portfolioSeries(growth, weights);
    const peaks = new Int32Array(series.length);
    let peak = -1;
    const falls = series.map((value, t) => {
      if (value > (peak < 0 ? 0 : series[peak]!)) peak = t;
      peaks[t] = peak;
      return (peak < 0 ? 0 : series[peak]!) - value;
    });
    const { value, slope } = measure(falls);
    const slopes = growth.map((column) => {
      let total = 0;
      for (const [t, part] of slope.entries()) {
        if (part !== 0) total += part * ((peaks[t]! < 0 ? 0 : column[peaks[t]!]!) - column[t]!);
      }
      return total;
    });
    return { value, slope: Float64Array.from(slopes) };
  };
}

function portfolioSeries(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const series = new Float64Array(columns[0]!.length);
  for (const [j, column] of columns.entries()) {
    for (let t = 0; t < series.length; t++) series[t]! += weights[j]! * column[t]!;
  }
  return series;
}

function centered(returns: readonly Float64Array[]): Float64Array[] {
  return returns.map((column) => {
    const center = mean(column);
    return column.map((value) => value - center);
  });
}

function mean(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/**
 * Mean of the largest `share` of the values, the last of them in part: conditional value at risk by Rockafellar & Uryasev
 * (2000). `sign`: what a value rises by when the series does.
 */
function worstShare(values: Float64Array, share: number, sign: 1 | -1): ValueAndSlope {
  const count = Math.max(1, share * values.length);
  const order = Array.from(values.keys()).sort((s, t) => values[t]! - values[s]! || s - t);
  const slope = new Float64Array(values.length);
  let value = 0;
  for (let k = 0; k < count; k++) {
    const part = Math.min(1, count - k) / count;
    value += part * values[order[k]!]!;
    slope[order[k]!] = sign * part;
  }
  return { value, slope };
}

function rootMeanSquare(values: Float64Array): ValueAndSlope {
  const value = Math.sqrt(dot(values, values) / values.length);
  return { value, slope: values.map((part) => (value > 0 ? part / (value * values.length) : 0)) };
}
