import { checkInteger, checkLength } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import { mean, standardDeviation } from "../../math/moments.ts";
import { periodRate } from "../../metrics/annualisation.ts";
import { excessReturns } from "../../metrics/excess-returns.ts";
import { crossValidateSelection, type SelectionCrossValidation } from "../cross-validate-selection.ts";
import { type EffectiveTrials, effectiveTrials } from "../effective-trials.ts";
import { chosenBlockLength } from "../monte-carlo/stationary-paths.ts";
import { backtestOverfitting } from "../pbo.ts";
import { superiorPredictiveAbility } from "../spa.ts";
import { stationaryBootstrap } from "../stationary-bootstrap.ts";
import { type EvidenceInput, type VerdictEvidence, verdictEvidence } from "./verdict-evidence.ts";

/** What a verdict on a search is made from. */
export interface SearchEvidenceInput
  extends Omit<EvidenceInput, "returns" | "trials" | "overfitting" | "superiorPredictiveAbility"> {
  /** Simple returns per period of ALL that was tried, or of a random sample of it, one column each, over the same periods. */
  readonly tried: readonly Float64Array[];
  /** Which of them was chosen; the one with the best Sharpe ratio without it. */
  readonly chosen?: number | undefined;
  /** All attempts that were counted, where that are more than these (earlier searches on the same prices). */
  readonly counted?: number | undefined;
  /** How many attempts these are a random sample of; these are all of them without it. */
  readonly sampledFrom?: number | undefined;
  /** Of the random stream that resamples; 1 without it. */
  readonly seed?: number | undefined;
  /** Resamples of the test for superior predictive ability; 500 without it, 0 to leave it out. */
  readonly resamples?: number | undefined;
  /** Blocks of the cross-validation, even; 10 without it (252 splits), 0 to leave it out. */
  readonly blocks?: number | undefined;
}

/** Cross-validation with paths: C(6, 2)·2/6 = 5 of them. */
const [FOLDS, TEST_FOLDS] = [6, 2];
/** Share of the rows left out on both sides of a test, and once more behind it. */
const MARGIN = 0.01;

/** The evidence on what a search brought home. */
export interface SearchEvidence {
  readonly evidence: VerdictEvidence;
  readonly chosen: number;
  /** Of the columns that were given. */
  readonly effective: EffectiveTrials;
  /** Returns of the chosen one, in excess of the risk-free rate. */
  readonly returns: Float64Array;
  /** Of each split of the cross-validation the logit of the choice's rank; null where there was too little to split. */
  readonly logits: Float64Array | null;
  /** The choice made anew on other parts of the history, and its paths out of sample, in excess of the risk-free rate; null as above. */
  readonly anew: SelectionCrossValidation | null;
}

/**
 * Evidence on the best of a search: its trials are counted by clustering (those outside of a sample in the same
 * proportion, which counts rather too many), the choice is cross-validated (PBO), and it is
 * tested against the benchmark (against cash without one) with all that was tried beside it (SPA). Tests that need more
 * than there is, two columns and four rows per block, are left out.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 * @example Two strategies and a third that doubles the stakes of the second: three columns, two independent trials; the better one is
 * chosen, and its Sharpe ratio judged as the best of two.
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
  const sampled = Math.max(tried.length, input.sampledFrom ?? 0);
  const independent = effective.independent * (sampled / tried.length);
  const count = Math.max(1, independent + Math.max(0, counted - (sampled - tried.length) - effective.trials));
  const canSplit = blocks > 0 && tried.length >= 2 && rows >= 4 * blocks;
  const overfitting = canSplit ? backtestOverfitting(excess, { blocks }) : undefined;
  const margin = Math.ceil(MARGIN * rows);
  const folds = { folds: FOLDS, testFolds: TEST_FOLDS, purge: margin, embargo: margin };
  const { benchmarkReturns } = input;
  const evidence = verdictEvidence({
    ...input,
    returns: tried[chosen]!,
    trials: {
      count,
      isCounted: true,
      sharpeVariance: effective.sharpeVariance >= 0 ? effective.sharpeVariance : undefined,
    },
    overfitting,
    superiorPredictiveAbility:
      resamples > 0 && tried.length >= 2 && rows >= 3
        ? abilityOf(tried, benchmarkReturns ?? new Float64Array(rows).fill(rate), chosen, seed, resamples)
        : undefined,
  });
  return {
    evidence,
    chosen,
    effective,
    returns: excess[chosen]!,
    logits: overfitting?.logits ?? null,
    anew: canSplit ? crossValidateSelection(excess, sharpeOf, folds) : null,
  };
}

/** Mean over deviation; what doesn't vary comes last. */
function sharpeOf(column: Float64Array): number {
  const deviation = standardDeviation(column, 1);
  return deviation > 0 ? mean(column) / deviation : -Infinity;
}

function bestOf(columns: readonly Float64Array[]): number {
  const sharpes = columns.map(sharpeOf);
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
