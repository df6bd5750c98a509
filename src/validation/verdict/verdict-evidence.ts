import { periodRate } from "../../metrics/annualisation.ts";
import { excessReturns } from "../../metrics/excess-returns.ts";
import { sharpeStandardErrorOf } from "../../metrics/sharpe-standard-error.ts";
import { type BeyondBenchmark, beyondBenchmark } from "../audits/beyond-benchmark.ts";
import { type Concentration, concentration } from "../audits/concentration.ts";
import type { CostFragility } from "../audits/cost-fragility.ts";
import { type RegimeDependence, regimeDependence } from "../audits/regime-dependence.ts";
import type { SizeCapacity } from "../audits/size-capacity.ts";
import type { Survivorship } from "../audits/survivorship.ts";
import { autocorrelationInflation } from "../autocorrelation-inflation.ts";
import { deflatedSharpeOf } from "../deflated-sharpe.ts";
import { luckPValue } from "../luck-p-value.ts";
import type { BacktestOverfitting } from "../pbo.ts";
import { probabilisticSharpeOf } from "../probabilistic-sharpe.ts";
import { type SharpeRecord, sharpeRecord } from "../sharpe-record.ts";

/** What a verdict is made from; only the returns are always needed, the more is known the more is said. */
export interface EvidenceInput {
  /** Simple returns per period of what is judged. */
  readonly returns: Float64Array;
  readonly periodsPerYear: number;
  /** Annual, a fraction; 0 without it. */
  readonly riskFree?: number | undefined;
  /** The benchmark's returns over the same periods. */
  readonly benchmarkReturns?: Float64Array | undefined;
  readonly trials: VerdictTrials;
  readonly lookAhead?: LookAheadStatus | undefined;
  /** Profit of every closed trade, in money. */
  readonly tradePnl?: Float64Array | undefined;
  readonly costs?: CostFragility | undefined;
  /** Money that the orders were sized for, and the money at which market impact would eat the whole edge. */
  readonly capacity?: SizeCapacity | undefined;
  /** What a portfolio held against its universe as of each date. */
  readonly survivorship?: Survivorship | undefined;
  /** The change of the whole profit if every trade that depends on the path inside a bar had gone worst, and the profit. */
  readonly intrabar?: { readonly worst: number; readonly netPnl: number } | undefined;
  /** Cross-validation of the search that this was the best of: `backtestOverfitting`. */
  readonly overfitting?: Overfitting | undefined;
  /** p-value of a permutation of prices that went through the whole selection. */
  readonly permutation?: number | undefined;
  /** Consistent p-value of the test for superior predictive ability over all that was tried. */
  readonly superiorPredictiveAbility?: number | undefined;
  /** True: the same decisions came out with more history before the first one; false: they changed. */
  readonly isWarmUpEnough?: boolean | undefined;
}

/** How the best of one half of a history did in the other. */
export type Overfitting = Pick<BacktestOverfitting, "probability" | "lossProbability">;

/** How many attempts the result was chosen from. */
export interface VerdictTrials {
  /** Number of independent attempts, this one included; an effective number needn't be whole. */
  readonly count: number;
  /** False: nobody counted, and the number is a guess. */
  readonly isCounted: boolean;
  /** Variance of the trials' Sharpe ratios per period, for the deflated Sharpe ratio; theory's without it. */
  readonly sharpeVariance?: number | undefined;
}

/** What is known about the knowledge of the future; see the guard of that name. */
export type LookAheadStatus = "proved" | "passed" | "failed" | "not checked" | "not checkable" | "nondeterministic";

/** Everything that the verdict's rule reads, as numbers. NaN: not known. */
export interface VerdictEvidence {
  /** Per period, in excess of the risk-free rate. */
  readonly record: SharpeRecord;
  readonly periodsPerYear: number;
  readonly years: number;
  readonly annualSharpe: number;
  /** By how much dependence between neighbouring returns widens the variance of the Sharpe ratio; at least 1. */
  readonly inflation: number;
  /** Sharpe ratio over its standard error, dependence allowed for. */
  readonly zScore: number;
  readonly trials: VerdictTrials;
  readonly probabilisticSharpe: number;
  readonly deflatedSharpe: number;
  /** Chance that the best of all trials shows as much by luck: the rule's first number. */
  readonly luck: number;
  readonly lookAhead: LookAheadStatus | null;
  readonly trades: Concentration | null;
  readonly periods: Concentration;
  readonly regimes: RegimeDependence;
  readonly benchmark: BeyondBenchmark | null;
  readonly costs: CostFragility | null;
  readonly capacity: SizeCapacity | null;
  readonly survivorship: Survivorship | null;
  /** Profit if every trade that depends on the path inside a bar had gone worst; NaN where none could have gone worse. */
  readonly worstIntrabarPnl: number;
  readonly overfitting: Overfitting | null;
  readonly permutation: number;
  readonly superiorPredictiveAbility: number;
  readonly isWarmUpEnough: boolean | null;
}

/**
 * Gathers the numbers of a verdict: how unlikely luck is with that many tries, and what the result hangs on.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH for a benchmark of another length
 * @example A year of days that lose 0.2 % and gain 0.1 % in turn: 1 year, annual Sharpe ratio −5.28, chance of luck above 0.99.
 */
export function verdictEvidence(input: EvidenceInput): VerdictEvidence {
  const { periodsPerYear, riskFree = 0, trials, benchmarkReturns } = input;
  const rate = periodRate(riskFree, periodsPerYear);
  const returns = excessReturns(input.returns, rate);
  const market = benchmarkReturns === undefined ? undefined : excessReturns(benchmarkReturns, rate);
  const record = sharpeRecord(returns);
  const inflation = autocorrelationInflation(returns);
  const error = sharpeStandardErrorOf({ ...record, periods: record.observations });
  const zScore = record.sharpe / (error * Math.sqrt(inflation));
  const { intrabar } = input;
  return {
    record,
    periodsPerYear,
    years: record.observations / periodsPerYear,
    annualSharpe: record.sharpe * Math.sqrt(periodsPerYear),
    inflation,
    zScore,
    trials,
    probabilisticSharpe: probabilisticSharpeOf(record),
    deflatedSharpe: deflatedSharpeOf(record, trials),
    luck: luckPValue(zScore, trials.count),
    lookAhead: input.lookAhead ?? null,
    trades: input.tradePnl === undefined ? null : concentration(input.tradePnl),
    periods: concentration(returns),
    regimes: regimeDependence(returns, market),
    benchmark: market === undefined ? null : beyondBenchmark(returns, market),
    costs: input.costs ?? null,
    capacity: input.capacity ?? null,
    survivorship: input.survivorship ?? null,
    worstIntrabarPnl: intrabar === undefined || !(intrabar.worst < 0) ? NaN : intrabar.netPnl + intrabar.worst,
    overfitting: input.overfitting ?? null,
    permutation: input.permutation ?? NaN,
    superiorPredictiveAbility: input.superiorPredictiveAbility ?? NaN,
    isWarmUpEnough: input.isWarmUpEnough ?? null,
  };
}
