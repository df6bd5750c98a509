import { checkLength } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { mean, variance } from "../math/moments.ts";
import { averageLinkage } from "./average-linkage.ts";
import { independentTrials } from "./correlated-trials.ts";

export interface EffectiveTrialsOptions {
  /** Trials whose returns are correlated by this much on average are one group; 0.5 without it, above 0 and below 1. */
  readonly sameAbove?: number | undefined;
}

/** How many independent tries a family of trials is worth. */
export interface EffectiveTrials {
  /** Trials whose returns vary; the others could never have been chosen and count as none. */
  readonly trials: number;
  /** Groups of trials that do much the same. */
  readonly clusters: number;
  /** Per trial the number of its group, from 0; −1 for one whose returns don't vary. */
  readonly labels: Int32Array;
  /**
   * Independent tries that are as likely to show a high Sharpe ratio by luck: each group counts for one try or more, as
   * its members still differ. What the verdict counts.
   */
  readonly independent: number;
  /**
   * Variance of the Sharpe ratios (per period) between the groups, each by the returns of its mean; NaN for fewer than two
   * groups. With `clusters` it makes the deflated Sharpe ratio as in the paper.
   */
  readonly sharpeVariance: number;
}

/** Correlations below this many standard errors of one (1/√n) are never taken for a likeness. */
const STANDARD_ERRORS = 3;

/**
 * Effective number of independent trials, by clustering the trials' returns: near-copies, such as neighbouring parameters,
 * are one attempt and not many. Trials are joined by average linkage on the distance `√((1 − ρ)/2)` as long as groups lie
 * nearer than `sameAbove`.
 *
 * López de Prado & Lewis (2019), "Detection of False Investment Strategies Using Unsupervised Learning Methods",
 * Quantitative Finance 19(9), who cluster by k-means on the same distance and take the number of clusters. Differs in
 * the linkage, which needs no random start and never joins independent trials, and in `independent`: a group of m trials
 * correlated by ρ on average is worth `independentTrials(m, ρ)`, as its best still is the best of many.
 *
 * Memory is 8 bytes times the square of the trials. A NaN in a column makes it one whose returns don't vary.
 *
 * @param returns one column per trial, over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 * @example effectiveTrials([a, aWithNoise, b]).clusters // 2
 */
export function effectiveTrials(
  returns: readonly ArrayLike<number>[],
  { sameAbove = 0.5 }: EffectiveTrialsOptions = {},
): EffectiveTrials {
  if (!(sameAbove > 0 && sameAbove < 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "sameAbove",
      rule: "above 0 and below 1",
      value: sameAbove,
    });
  }
  const rows = returns[0]?.length ?? 0;
  for (const [k, column] of returns.entries()) checkLength(`trial ${k}`, column, rows);
  const units = returns.map(unitColumn);
  const known = [...units.keys()].filter((k) => units[k] !== null);
  const count = known.length;
  const distances = new Float64Array(count * count);
  const varying = known.map((k) => units[k]!);
  const found = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    correlations(varying[a]!, varying, a, found);
    for (let b = 0; b < a; b++) {
      const distance = Math.sqrt((1 - found[b]!) / 2);
      distances[a * count + b] = distance;
      distances[b * count + a] = distance;
    }
  }
  const least = Math.max(sameAbove, STANDARD_ERRORS / Math.sqrt(rows));
  const cut = least < 1 ? Math.sqrt((1 - least) / 2) : 0;
  const { labels: grouped, clusters } = averageLinkage(distances, count, cut);

  const labels = new Int32Array(returns.length).fill(-1);
  const groups: number[][] = Array.from({ length: clusters }, () => []);
  for (let i = 0; i < count; i++) {
    labels[known[i]!] = grouped[i]!;
    groups[grouped[i]!]!.push(known[i]!);
  }
  let independent = 0;
  for (const group of groups) independent += independentTrials(group.length, meanCorrelation(group, units));
  const sharpes = groups.map((group) => sharpeOfMean(group, returns, rows));
  return { trials: count, clusters, labels, independent, sharpeVariance: clusters < 2 ? NaN : variance(sharpes, 1) };
}

/** Deviations from the mean over their length; null where they don't vary. */
function unitColumn(column: ArrayLike<number>): Float64Array | null {
  const center = mean(column);
  const deviations = new Float64Array(column.length);
  let squares = 0;
  for (let i = 0; i < deviations.length; i++) {
    deviations[i] = column[i]! - center;
    squares += deviations[i]! * deviations[i]!;
  }
  if (!(squares > 0) || !(variance(column, 0) > 0)) return null;
  const length = Math.sqrt(squares);
  for (let i = 0; i < deviations.length; i++) deviations[i]! /= length;
  return deviations;
}

/** Correlations of a unit with the first `count` of others; four at once, as each sum waits for its last addition. */
function correlations(unit: Float64Array, others: readonly Float64Array[], count: number, out: Float64Array): void {
  const clamped = (product: number) => Math.max(-1, Math.min(1, product));
  const rows = unit.length;
  for (let b = 0; b < count; b += 4) {
    const last = count - 1;
    const [p, q] = [others[b]!, others[Math.min(b + 1, last)]!];
    const [r, s] = [others[Math.min(b + 2, last)]!, others[Math.min(b + 3, last)]!];
    let [w, x, y, z] = [0, 0, 0, 0];
    for (let i = 0; i < rows; i++) {
      const value = unit[i]!;
      w += value * p[i]!;
      x += value * q[i]!;
      y += value * r[i]!;
      z += value * s[i]!;
    }
    out[b] = clamped(w);
    if (b + 1 < count) out[b + 1] = clamped(x);
    if (b + 2 < count) out[b + 2] = clamped(y);
    if (b + 3 < count) out[b + 3] = clamped(z);
  }
}

/** Over all pairs: the squared length of the units' sum is m + the correlations of the ordered pairs. */
function meanCorrelation(group: readonly number[], units: readonly (Float64Array | null)[]): number {
  const m = group.length;
  if (m < 2) return 1;
  const total = new Float64Array(units[group[0]!]!.length);
  for (const k of group) {
    const unit = units[k]!;
    for (let i = 0; i < total.length; i++) total[i]! += unit[i]!;
  }
  let squares = 0;
  for (let i = 0; i < total.length; i++) squares += total[i]! * total[i]!;
  return Math.min(1, (squares - m) / (m * (m - 1)));
}

function sharpeOfMean(group: readonly number[], returns: readonly ArrayLike<number>[], rows: number): number {
  const average = new Float64Array(rows);
  for (const k of group) {
    const column = returns[k]!;
    for (let i = 0; i < rows; i++) average[i]! += column[i]! / group.length;
  }
  return mean(average) / Math.sqrt(variance(average, 1));
}
