import type { Json } from "../../core/canonical-json.ts";
import type { VerdictEvidence } from "../../validation/verdict/verdict-evidence.ts";
import { settlingYears } from "../../validation/verdict/would-settle-it.ts";

/** The numbers behind a verdict as JSON, under the names that the documents of runs use; what isn't known is null. */
export function evidenceDocument(evidence: VerdictEvidence): Readonly<Record<string, Json>> {
  const { overfitting, record, trials, trades, periods, regimes, benchmark, costs, capacity, survivorship } = evidence;
  const { periodsPerYear } = evidence;
  const annual = Math.sqrt(periodsPerYear);
  const settling = settlingYears(evidence);
  return {
    periods: record.observations,
    periodsPerYear: known(periodsPerYear),
    years: known(evidence.years),
    sharpeRatio: known(evidence.annualSharpe),
    skewness: known(record.skewness),
    kurtosis: known(record.kurtosis),
    autocorrelationInflation: known(evidence.inflation),
    zScore: known(evidence.zScore),
    trials: trials.count,
    trialsCounted: trials.isCounted,
    probabilisticSharpe: known(evidence.probabilisticSharpe),
    deflatedSharpe: known(evidence.deflatedSharpe),
    luckProbability: known(evidence.luck),
    minimumYears: known(settling.inAll),
    minimumFreshYears: known(settling.fresh),
    lookAhead: evidence.lookAhead,
    costs:
      costs === null
        ? null
        : { paid: known(costs.paid), breakEven: known(costs.breakEven), multiple: known(costs.multiple) },
    capacity: capacity === null ? null : { capital: known(capacity.capital), multiple: known(capacity.multiple) },
    survivorship: survivorship === null ? null : { ...survivorship, survivors: known(survivorship.survivors) },
    bestTrade:
      trades === null
        ? null
        : { pnl: known(trades.best), pnlWithout: known(trades.withoutBest), carriers: trades.carriers },
    bestPeriod: { return: known(periods.best), returnWithout: known(periods.withoutBest), carriers: periods.carriers },
    regimes: {
      sharpeRatios: Array.from(regimes.parts, (sharpe) => known(sharpe * annual)),
      wildMarkets: known(regimes.wild * annual),
      calmMarkets: known(regimes.calm * annual),
    },
    benchmark:
      benchmark === null
        ? null
        : {
            beta: known(benchmark.beta),
            annualAlpha: known(benchmark.alpha * periodsPerYear),
            probability: known(benchmark.probability),
          },
    worstIntrabarPnl: known(evidence.worstIntrabarPnl),
    permutation: known(evidence.permutation),
    overfitting:
      overfitting === null
        ? null
        : { probability: known(overfitting.probability), lossProbability: known(overfitting.lossProbability) },
    superiorPredictiveAbility: known(evidence.superiorPredictiveAbility),
    isWarmUpEnough: evidence.isWarmUpEnough,
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
