import { checkLength } from "../core/checks.ts";
import { mean } from "../math/moments.ts";
import { runYears } from "./elapsed-years.ts";
import type { Metric } from "./metric.ts";

/**
 * How often the equity is turned over: `traded notional / 2 / mean equity`, so that buying and selling the whole of it
 * once is 1. No unit. NaN without equity, or when its mean isn't above 0.
 *
 * @param tradedNotional money: Σ quantity × price × multiplier of all fills, purchases and sales
 * @param equity money at each close
 */
export function turnover(tradedNotional: number, equity: Float64Array): number {
  const average = mean(equity);
  return average > 0 ? tradedNotional / 2 / average : NaN;
}

/**
 * Turnover of each session by the book: traded notional over the mean of this and the previous session's gross
 * position (before the first: 0). Purchases and sales both count in full. NaN where both positions are 0.
 *
 * Follows pyfolio's `get_turnover` with its default denominator (actual gross book).
 *
 * @param tradedNotional money of all fills of the session, above 0 for purchases and sales
 * @param grossPosition money in positions at the session's end, shorts counted above 0
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function sessionTurnover(tradedNotional: Float64Array, grossPosition: Float64Array): Float64Array {
  checkLength("grossPosition", grossPosition, tradedNotional.length);
  return tradedNotional.map((traded, i) => traded / ((grossPosition[i]! + (grossPosition[i - 1] ?? 0)) / 2));
}

export const turnoverMetric: Metric = {
  id: "turnover",
  label: "Turnover a year",
  unit: "ratio",
  better: "lower",
  group: "trades",
  formula: "Σ quantity × price × multiplier of all fills / 2 / mean equity / years (of 365.25 days)",
  reference: "Bacon (2008), ch. 2, from average assets: one round trip of the whole equity each year is 1",
  undefinedWhen: "no bars, no time passed, or mean equity not above 0",
  compute(input) {
    const years = runYears(input);
    return years > 0 ? turnover(input.tradedNotional, input.equity) / years : NaN;
  },
};

export const totalTurnoverMetric: Metric = {
  id: "totalTurnover",
  label: "Turnover of the whole run",
  unit: "ratio",
  better: "lower",
  group: "trades",
  formula: "Σ quantity × price × multiplier of all fills / 2 / mean equity",
  reference: "as turnover, not divided by years",
  undefinedWhen: "no bars, or mean equity not above 0",
  compute: ({ tradedNotional, equity }) => turnover(tradedNotional, equity),
};
