import { bootstrapMeans, type Resamples } from "./bootstrap-means.ts";

export interface RealityCheck {
  /** √n times the best model's mean difference. */
  readonly statistic: number;
  /** Model with the best mean difference; −1 when that is undefined. */
  readonly best: number;
  /** Chance of so good a best model when none beats the benchmark. */
  readonly pValue: number;
}

/**
 * White's reality check: does the best of many models truly beat the benchmark, given that it was searched for?
 * `V = max √n·d̄ₖ` against its bootstrap distribution `V* = max √n·(d̄ₖ* − d̄ₖ)`; the p-value is the share of resamples
 * with V* above V.
 *
 * White (2000), "A Reality Check for Data Snooping", Econometrica 68(5). Assumes stationary differences, and ALL models
 * that were tried. Poor models make it too cautious: see `superiorPredictiveAbility`, whose upper p-value without
 * studentisation this is.
 *
 * NaN when any difference is NaN, without models, rows or resamples.
 *
 * @param differences one column per model: its return minus the benchmark's, per period; above 0 is better
 * @param resamples rows, such as `stationaryBootstrap(n, blockLength, 1000, random)` yields
 * @throws {BacksightError} BACKSIGHT_LENGTH for columns of different lengths
 * @example One model, d = 1, 3 (mean 2): the resamples 11, 12, 21, 22 have means 1, 2, 2, 3 and V* = −√2, 0, 0, √2,
 * none above V = 2√2: p = 0.
 */
export function realityCheck(differences: readonly ArrayLike<number>[], resamples: Resamples): RealityCheck {
  const { means, resampled } = bootstrapMeans(differences, resamples);
  const best = means.reduce((top, mean, k) => (top === -1 || mean > means[top]! ? k : top), -1);
  if (best === -1 || resampled.length === 0 || means.some(Number.isNaN)) {
    return { statistic: NaN, best: -1, pValue: NaN };
  }
  let above = 0;
  for (const found of resampled) {
    if (found.some((mean, k) => mean - means[k]! > means[best]!)) above++;
  }
  const statistic = Math.sqrt(differences[0]!.length) * means[best]!;
  return { statistic, best, pValue: above / resampled.length };
}
