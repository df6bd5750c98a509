import { checkInteger, checkLength } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import { mean, standardDeviation } from "../../math/moments.ts";
import { periodRate } from "../../metrics/annualisation.ts";
import { excessReturns } from "../../metrics/excess-returns.ts";
import { type EffectiveTrials, effectiveTrials } from "../effective-trials.ts";
import { chosenBlockLength } from "../monte-carlo/stationary-paths.ts";
import { backtestOverfitting } from "../pbo.ts";
import { superiorPredictiveAbility } from "../spa.ts";
import { stationaryBootstrap } from "../stationary-bootstrap.ts";
import { type EvidenceInput, type VerdictEvidence, verdictEvidence } from "./verdict-evidence.ts";

/** What a verdict on a search is made from. */
export interface SearchEvidenceInput
  extends Omit<EvidenceInput, "returns" | "trials" | "overfitting" | "superiorPredictiveAbility"> {
  /** Simple returns per period of ALL that was tried, one column each, over the same periods. */
  readonly tried: readonly Float64Array[];
  /** Which of them was chosen; the one with the best Sharpe ratio without it. */
  readonly chosen?: number | undefined;
  /** All attempts that were counted, where that are more than these (earlier searches on the same prices). */
  readonly counted?: number | undefined;
  /** Of the random stream that resamples; 1 without it. */
  readonly seed?: number | undefined;
  /** Resamples of the test for superior predictive ability; 500 without it, 0 to leave it out. */
  readonly resamples?: number | undefined;
  /** Blocks of the cross-validation, even; 10 without it (252 splits), 0 to leave it out. */
  readonly blocks?: number | undefined;
}

/** The evidence on what a search brought home. */
export interface SearchEvidence {
  readonly evidence: VerdictEvidence;
  readonly chosen: number;
  readonly effective: EffectiveTrials;
}

/**
 * Evidence on the best of a search: its trials are counted by clustering, the choice is cross-validated (PBO), and it is
 * tested against the benchmark (against cash without one) with all that was tried beside it (SPA). Tests that need more
 * than there is, two columns and four rows per block, are left out.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function searchEvidence(input: SearchEvidenceInput): SearchEvidence {
  const { tried, counted = 0, seed = 1, resamples = 500, blocks = 10, riskFree = 0, periodsPerYear } = input;
  checkInteger("trials", tried.length, 1);
  const rows = tried[0]!.length;
  for (const [k, column] of tried.entries()) checkLength(`trial ${k}`, column, rows);
  const rate = periodRate(riskFree, periodsPerYear);
  const excess = tried.map((column) => excessReturns(column, rate));
  const chosen = input.chosen ?? bestOf(excess);
  checkInteger("chosen", chosen, 0, tried.length - 1);

  const effective = effectiveTrials(excess);
  const count = Math.max(1, effective.independent + Math.max(0, counted - effective.trials));
  const canSplit = blocks > 0 && tried.length >= 2 && rows >= 4 * blocks;
  const { benchmarkReturns } = input;
  const evidence = verdictEvidence({
    ...input,
    returns: tried[chosen]!,
    trials: {
      count,
      isCounted: true,
      sharpeVariance: effective.sharpeVariance >= 0 ? effective.sharpeVariance : undefined,
    },
    overfitting: canSplit ? backtestOverfitting(excess, { blocks }) : undefined,
    superiorPredictiveAbility:
      resamples > 0 && tried.length >= 2 && rows >= 3
        ? abilityOf(tried, benchmarkReturns ?? new Float64Array(rows).fill(rate), chosen, seed, resamples)
        : undefined,
  });
  return { evidence, chosen, effective };
}

function bestOf(columns: readonly Float64Array[]): number {
  const sharpe = (column: Float64Array) => {
    const deviation = standardDeviation(column, 1);
    return deviation > 0 ? mean(column) / deviation : -Infinity;
  };
  const sharpes = columns.map(sharpe);
  return sharpes.reduce((top, value, k) => (value > sharpes[top]! ? k : top), 0);
}

function abilityOf(
  tried: readonly Float64Array[],
  benchmark: Float64Array,
  chosen: number,
  seed: number,
  count: number,
): number {
  checkLength("benchmarkReturns", benchmark, tried[0]!.length);
  const differences = tried.map((column) => column.map((value, i) => value - benchmark[i]!));
  const meanBlockLength = chosenBlockLength(differences[chosen]!);
  const random = randomStream(seed, "search-evidence/spa");
  const resamples = stationaryBootstrap(benchmark.length, meanBlockLength, count, random);
  return superiorPredictiveAbility(differences, { resamples, meanBlockLength }).pValues.consistent;
}
