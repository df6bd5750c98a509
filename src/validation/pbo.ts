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
  const sums = returns.map((column) => blockSums(column, blocks, rows));

  const halves = combinations(blocks, blocks / 2);
  const selected = new Int32Array(halves.length);
  const inSample = new Float64Array(halves.length);
  const outOfSample = new Float64Array(halves.length);
  const ranks = new Float64Array(halves.length);
  const scoresIn = new Float64Array(strategies);
  const scoresOut = new Float64Array(strategies);
  halves.forEach((half, c) => {
    const other = Array.from({ length: blocks }, (_, b) => b).filter((b) => !half.includes(b));
    for (let k = 0; k < strategies; k++) {
      scoresIn[k] = scoreOf(sums[k]!, half, rows, score);
      scoresOut[k] = scoreOf(sums[k]!, other, rows, score);
    }
    const best = scoresIn.reduce((top, value, k) => (value > scoresIn[top]! ? k : top), 0);
    selected[c] = best;
    inSample[c] = scoresIn[best]!;
    outOfSample[c] = scoresOut[best]!;
    ranks[c] = rankOf(scoresOut, best);
  });

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

/** What a score over any union of blocks is made from. */
interface BlockSums {
  readonly sum: Float64Array;
  /** Of deviations from the column's mean, so that little cancels in the variance. */
  readonly deviations: Float64Array;
  readonly squares: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

function blockSums(column: ArrayLike<number>, blocks: number, rows: number): BlockSums {
  const center = mean(column);
  const sum = new Float64Array(blocks);
  const deviations = new Float64Array(blocks);
  const squares = new Float64Array(blocks);
  const lowest = new Float64Array(blocks).fill(Infinity);
  const highest = new Float64Array(blocks).fill(-Infinity);
  const leftOut = column.length - blocks * rows;
  for (let b = 0; b < blocks; b++) {
    for (let i = leftOut + b * rows; i < leftOut + (b + 1) * rows; i++) {
      const deviation = column[i]! - center;
      sum[b]! += column[i]!;
      deviations[b]! += deviation;
      squares[b]! += deviation * deviation;
      lowest[b] = Math.min(lowest[b]!, column[i]!);
      highest[b] = Math.max(highest[b]!, column[i]!);
    }
  }
  return { sum, deviations, squares, lowest, highest };
}

function scoreOf(sums: BlockSums, half: readonly number[], rows: number, score: "sharpe" | "mean"): number {
  let sum = 0;
  let drift = 0;
  let squares = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (const b of half) {
    sum += sums.sum[b]!;
    drift += sums.deviations[b]!;
    squares += sums.squares[b]!;
    lowest = Math.min(lowest, sums.lowest[b]!);
    highest = Math.max(highest, sums.highest[b]!);
  }
  const n = rows * half.length;
  const average = sum / n;
  if (score === "mean") return average;
  if (lowest === highest) return 0;
  return average / Math.sqrt((squares - (drift * drift) / n) / (n - 1));
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
