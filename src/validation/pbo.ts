import { checkInteger, checkLength } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { combinations } from "../math/combinations.ts";
import { linearRegression } from "../math/linear-regression.ts";
import { log } from "../math/log.ts";
import { mean } from "../math/moments.ts";

export interface PboOptions {
  /** Number of equal blocks that the rows are cut into: even, 2 to 20; 16 without it (12,870 combinations). */
  readonly blocks?: number | undefined;
  /** What the best strategy is chosen by, and ranked by: "sharpe" (mean over deviation, ddof 1) without it. */
  readonly score?: "sharpe" | "mean" | undefined;
}

/** Columns have one value per combination, in lexicographic order of the blocks that are in sample. */
export interface BacktestOverfitting {
  /** Probability of backtest overfitting: share of combinations whose logit is at most 0. */
  readonly probability: number;
  readonly combinations: number;
  /** The strategy that was best in sample (the first one when several are). */
  readonly selected: Int32Array;
  /** Its scores in and out of sample. */
  readonly inSample: Float64Array;
  readonly outOfSample: Float64Array;
  /** Its rank out of sample among all strategies: 1 the worst; ties share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** `log(ω / (1 − ω))` with ω = rank / (strategies + 1). */
  readonly logits: Float64Array;
  /** Share of combinations in which the selected strategy's score out of sample is below 0. */
  readonly lossProbability: number;
  /** Least squares of the score out of sample on that in sample; a slope below 0: the better it looked, the worse it was. */
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (CSCV): the rows are cut into S
 * blocks; each half of the blocks in turn is the sample in which the best strategy is chosen, and the other half says
 * how it ranks among all. Overfitted is a choice that lands in the worse half.
 *
 * Bailey, Borwein, López de Prado & Zhu (2017), "The Probability of Backtest Overfitting", Journal of Computational
 * Finance 20(4). Needs the returns of ALL strategies that were tried, over the same periods. Differs from the R package
 * pbo, which takes ω = rank / strategies, and whose regression is that of in-sample on out-of-sample scores.
 *
 * Rows that don't fill the last of S equal blocks (fewer than S) are left out at the start, where they are oldest. A
 * strategy whose returns don't vary in a half (no position) scores 0 there. A NaN in a return makes everything NaN
 * (and −1 of the selected).
 *
 * @param returns one column per strategy, simple returns per period in excess of the risk-free rate; at least 2 columns
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for blocks that aren't even, fewer than 2 strategies or fewer than 2 rows per
 * half, BACKSIGHT_LENGTH for columns of different lengths
 * @example S = 2, two strategies with returns 2, 1 and 1, 2, score "mean": in the first half the first is better and comes
 * last of two in the second; in the second half it is the other way round. Both ranks are 1, ω = 1/3, logit = −0.69: the
 * probability is 1.
 */
export function backtestOverfitting(
  returns: readonly ArrayLike<number>[],
  { blocks = 16, score = "sharpe" }: PboOptions = {},
): BacktestOverfitting {
  const strategies = checkInteger("strategies", returns.length, 2);
  checkInteger("blocks", blocks, 2, 20);
  if (blocks % 2 !== 0) throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "blocks", rule: "even", value: blocks });
  for (const [k, column] of returns.entries()) checkLength(`strategy ${k}`, column, returns[0]!.length);
  const rows = Math.floor(returns[0]!.length / blocks);
  checkInteger("rows in half the blocks", (rows * blocks) / 2, 2);
  const sums = blockSums(returns, blocks, rows);

  const halves = combinations(blocks, blocks / 2);
  const selected = new Int32Array(halves.length);
  const inSample = new Float64Array(halves.length);
  const outOfSample = new Float64Array(halves.length);
  const ranks = new Float64Array(halves.length);
  const judged = (c: number, own: Float64Array, other: Float64Array) => {
    let best = 0;
    for (let k = 1; k < strategies; k++) if (own[k]! > own[best]!) best = k;
    selected[c] = best;
    inSample[c] = own[best]!;
    outOfSample[c] = other[best]!;
    ranks[c] = rankOf(other, best);
  };
  const scores = new Float64Array(strategies);
  const opposite = new Float64Array(strategies);
  const scratch = [0, 1, 2].map(() => new Float64Array(strategies)) as [Float64Array, Float64Array, Float64Array];
  // In lexicographic order the other half of the first is the last, and so on: each half is scored once for both.
  for (let c = 0; 2 * c < halves.length; c++) {
    const other = halves.length - 1 - c;
    scoreHalf(sums, halves[c]!, rows, score, scores, scratch);
    scoreHalf(sums, halves[other]!, rows, score, opposite, scratch);
    judged(c, scores, opposite);
    judged(other, opposite, scores);
  }

  if (sums.some(({ sum }) => sum.some(Number.isNaN))) {
    selected.fill(-1);
    for (const column of [inSample, outOfSample, ranks]) column.fill(NaN);
  }

  // ω / (1 − ω) with ω = rank / (strategies + 1)
  const logits = ranks.map((rank) => log(rank / (strategies + 1 - rank)));
  const share = (column: Float64Array, isCounted: (value: number) => boolean) =>
    Number.isNaN(column[0]) ? NaN : column.filter(isCounted).length / column.length;
  const { slope, intercept } = linearRegression(inSample, outOfSample);
  return {
    probability: share(logits, (logit) => logit <= 0),
    combinations: halves.length,
    selected,
    inSample,
    outOfSample,
    ranks,
    logits,
    lossProbability: share(outOfSample, (value) => value < 0),
    slope,
    intercept,
  };
}

/** What a score over any union of blocks is made from: one block, one value per strategy. */
interface BlockSums {
  readonly sum: Float64Array;
  /** Of deviations from the column's mean, so that little cancels in the variance. */
  readonly deviations: Float64Array;
  readonly squares: Float64Array;
  /** The block's first return, whether all others are the same, and the strategies of which that holds. */
  readonly first: Float64Array;
  readonly isFlat: Uint8Array;
  readonly flat: readonly number[];
}

function blockSums(returns: readonly ArrayLike<number>[], blocks: number, rows: number): BlockSums[] {
  const strategies = returns.length;
  const leftOut = returns[0]!.length - blocks * rows;
  const centers = returns.map(mean);
  return Array.from({ length: blocks }, (_, b) => {
    const sum = new Float64Array(strategies);
    const deviations = new Float64Array(strategies);
    const squares = new Float64Array(strategies);
    const first = new Float64Array(strategies);
    const isFlat = new Uint8Array(strategies).fill(1);
    for (let k = 0; k < strategies; k++) {
      const column = returns[k]!;
      first[k] = column[leftOut + b * rows]!;
      for (let i = leftOut + b * rows; i < leftOut + (b + 1) * rows; i++) {
        const deviation = column[i]! - centers[k]!;
        sum[k]! += column[i]!;
        deviations[k]! += deviation;
        squares[k]! += deviation * deviation;
        if (column[i] !== first[k]) isFlat[k] = 0;
      }
    }
    const flat = Array.from(isFlat.keys()).filter((k) => isFlat[k] === 1);
    return { sum, deviations, squares, first, isFlat, flat };
  });
}

/** Scores of all strategies over some blocks, into `scores`; `scratch` holds three columns of their length. */
function scoreHalf(
  sums: readonly BlockSums[],
  half: readonly number[],
  rows: number,
  score: "sharpe" | "mean",
  scores: Float64Array,
  scratch: readonly [Float64Array, Float64Array, Float64Array],
): void {
  const [sum, drift, squares] = scratch;
  for (const column of scratch) column.fill(0);
  for (const b of half) {
    const part = sums[b]!;
    addTo(sum, part.sum);
    addTo(drift, part.deviations);
    addTo(squares, part.squares);
  }
  const n = rows * half.length;
  for (let k = 0; k < scores.length; k++) {
    const average = sum[k]! / n;
    scores[k] = score === "mean" ? average : average / Math.sqrt((squares[k]! - (drift[k]! * drift[k]!) / n) / (n - 1));
  }
  if (score === "mean") return;
  for (const k of sums[half[0]!]!.flat) if (isFlat(sums, half, k)) scores[k] = 0;
}

function addTo(target: Float64Array, values: Float64Array): void {
  for (let k = 0; k < target.length; k++) target[k]! += values[k]!;
}

/** All returns of a strategy in these blocks are one number. */
function isFlat(sums: readonly BlockSums[], half: readonly number[], k: number): boolean {
  const value = sums[half[0]!]!.first[k]!;
  return half.every((b) => sums[b]!.first[k] === value && sums[b]!.isFlat[k] === 1);
}

/** Rank of `scores[chosen]`, 1 the lowest; the mean rank of those equal to it. */
function rankOf(scores: Float64Array, chosen: number): number {
  let below = 0;
  let equal = 0;
  for (const value of scores) {
    if (value < scores[chosen]!) below++;
    else if (value === scores[chosen]) equal++;
  }
  return below + (equal + 1) / 2;
}
