import { mean } from "../math/moments.ts";
import { annualReturn } from "./annual-return.ts";
import type { Annualisation } from "./annualisation.ts";
import { runCagr } from "./cagr.ts";
import { cumulativeReturns } from "./cumulative-returns.ts";
import { type DrawdownColumns, findDrawdowns, runDrawdowns } from "./drawdowns.ts";
import type { Metric } from "./metric.ts";

/** Drawdowns that count, from the deepest. */
const DEEPEST = 5;

/**
 * Sterling ratio: geometric annual return above rf over the mean size of the five deepest drawdowns (of all, when there
 * are fewer). No unit. NaN without a drawdown.
 *
 * Bacon (2008), ch. 4, with d = 5. Other texts use the largest drawdown of each year, and add 10 % to it.
 *
 * @param returns simple returns per period, fractions
 */
export function sterlingRatio(returns: Float64Array, { periodsPerYear, riskFree = 0 }: Annualisation): number {
  const excess = annualReturn(returns, { periodsPerYear }) - riskFree;
  return excess / averageDeepest(findDrawdowns(cumulativeReturns(returns, 1), 1));
}

function averageDeepest({ depth }: DrawdownColumns): number {
  return -mean(Float64Array.from(depth).sort().subarray(0, DEEPEST));
}

export const sterlingRatioMetric: Metric = {
  id: "sterlingRatio",
  label: "Sterling ratio",
  unit: "ratio",
  better: "higher",
  group: "ratio",
  formula: "(cagr − rf) / mean of |depth| of the 5 deepest drawdowns",
  reference: "Kestner (1996), Futures 25(1); Bacon (2008), ch. 4, d = 5",
  undefinedWhen: "no drawdown",
  compute: (input) => (runCagr(input) - input.riskFree) / averageDeepest(runDrawdowns(input)),
};
