import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { adjustedSharpeRatioMetric } from "./adjusted-sharpe-ratio.ts";
import { alphaMetric } from "./alpha.ts";
import { annualReturnMetric } from "./annual-return.ts";
import { autocorrelationMetric } from "./autocorrelation.ts";
import { averageCostMetric } from "./average-cost.ts";
import { averageDrawdownMetric } from "./average-drawdown.ts";
import { averageHoldingDaysMetric } from "./average-holding-days.ts";
import { averageMaeMetric } from "./average-mae.ts";
import { averageMfeMetric } from "./average-mfe.ts";
import { averageTradeMetric } from "./average-trade.ts";
import { averageLossMetric, averageWinMetric } from "./average-win-loss.ts";
import { benchmarkReturnMetric, excessReturnMetric } from "./benchmark-return.ts";
import { betaMetric } from "./beta.ts";
import { breakEvenCostMetric } from "./break-even-cost.ts";
import { burkeRatioMetric } from "./burke-ratio.ts";
import { cagrMetric } from "./cagr.ts";
import { calmarRatioMetric } from "./calmar-ratio.ts";
import { capacityMetric } from "./capacity.ts";
import { captureRatioMetric, downCaptureMetric, upCaptureMetric } from "./capture.ts";
import { commonSenseRatioMetric } from "./common-sense-ratio.ts";
import { downBetaMetric, upBetaMetric } from "./conditional-beta.ts";
import { conditionalValueAtRiskMetric } from "./conditional-value-at-risk.ts";
import { correlationMetric, rSquaredMetric } from "./correlation.ts";
import { costsToGrossMetric } from "./costs-to-gross.ts";
import { downsideDeviationMetric } from "./downside-deviation.ts";
import {
  averageDrawdownDaysMetric,
  longestDrawdownDaysMetric,
  maxDrawdownDaysMetric,
  recoveryDaysMetric,
} from "./drawdown-days.ts";
import { edgeRatioMetric } from "./edge-ratio.ts";
import { excessKurtosisMetric } from "./excess-kurtosis.ts";
import { expectancyMetric } from "./expectancy.ts";
import { exposureMetric } from "./exposure.ts";
import { finalEquityMetric, netProfitMetric } from "./final-equity.ts";
import { gainToPainMetric } from "./gain-to-pain.ts";
import { grossLossMetric, grossProfitMetric } from "./gross-profit.ts";
import { informationRatioMetric } from "./information-ratio.ts";
import { jensenAlphaMetric } from "./jensen-alpha.ts";
import { kellyFractionMetric } from "./kelly-fraction.ts";
import { martinRatioMetric } from "./martin-ratio.ts";
import { maxDrawdownMetric } from "./max-drawdown.ts";
import type { Metric, MetricInput } from "./metric.ts";
import { modiglianiRatioMetric } from "./modigliani-ratio.ts";
import { omegaRatioMetric } from "./omega-ratio.ts";
import { painIndexMetric } from "./pain-index.ts";
import { painRatioMetric } from "./pain-ratio.ts";
import { payoffRatioMetric } from "./payoff-ratio.ts";
import { bestPeriodMetric, worstPeriodMetric } from "./period-extremes.ts";
import { profitFactorMetric } from "./profit-factor.ts";
import { recoveryFactorMetric } from "./recovery-factor.ts";
import { sharpeRatioMetric } from "./sharpe-ratio.ts";
import { sharpeStandardErrorMetric } from "./sharpe-standard-error.ts";
import { skewnessMetric } from "./skewness.ts";
import { sortinoRatioMetric } from "./sortino-ratio.ts";
import { specificRiskMetric } from "./specific-risk.ts";
import { stabilityMetric } from "./stability.ts";
import { sterlingRatioMetric } from "./sterling-ratio.ts";
import { longestLossStreakMetric, longestWinStreakMetric } from "./streaks.ts";
import { systemQualityNumberMetric } from "./system-quality-number.ts";
import { tailRatioMetric } from "./tail-ratio.ts";
import { timeUnderWaterMetric } from "./time-under-water.ts";
import {
  totalCommissionMetric,
  totalCostsMetric,
  totalFinancingMetric,
  totalImpactMetric,
  totalSlippageMetric,
  totalSpreadMetric,
  totalTaxesMetric,
} from "./total-costs.ts";
import { totalDividendsMetric } from "./total-dividends.ts";
import { totalReturnMetric } from "./total-return.ts";
import { trackingErrorMetric } from "./tracking-error.ts";
import { bestTradeMetric, worstTradeMetric } from "./trade-extremes.ts";
import { openTradesMetric, tradesCountMetric } from "./trades-count.ts";
import { treynorRatioMetric } from "./treynor-ratio.ts";
import { totalTurnoverMetric, turnoverMetric } from "./turnover.ts";
import { ulcerIndexMetric } from "./ulcer-index.ts";
import { upsidePotentialRatioMetric } from "./upside-potential-ratio.ts";
import { valueAtRiskMetric } from "./value-at-risk.ts";
import { volatilityMetric } from "./volatility.ts";
import { winRateMetric } from "./win-rate.ts";
import { winnersMaeMetric } from "./winners-mae.ts";
import { winningPeriodsMetric } from "./winning-periods.ts";

/** Every metric, in the order in which a tear sheet shows them: return, risk, ratio, trades, costs, benchmark. */
export const METRICS: readonly Metric[] = [
  totalReturnMetric,
  cagrMetric,
  annualReturnMetric,
  finalEquityMetric,
  netProfitMetric,
  totalDividendsMetric,
  bestPeriodMetric,
  worstPeriodMetric,
  winningPeriodsMetric,
  stabilityMetric,
  volatilityMetric,
  downsideDeviationMetric,
  maxDrawdownMetric,
  maxDrawdownDaysMetric,
  recoveryDaysMetric,
  longestDrawdownDaysMetric,
  averageDrawdownMetric,
  averageDrawdownDaysMetric,
  timeUnderWaterMetric,
  ulcerIndexMetric,
  painIndexMetric,
  valueAtRiskMetric,
  conditionalValueAtRiskMetric,
  tailRatioMetric,
  skewnessMetric,
  excessKurtosisMetric,
  autocorrelationMetric,
  sharpeRatioMetric,
  sharpeStandardErrorMetric,
  adjustedSharpeRatioMetric,
  sortinoRatioMetric,
  calmarRatioMetric,
  sterlingRatioMetric,
  burkeRatioMetric,
  martinRatioMetric,
  painRatioMetric,
  omegaRatioMetric,
  upsidePotentialRatioMetric,
  gainToPainMetric,
  commonSenseRatioMetric,
  recoveryFactorMetric,
  tradesCountMetric,
  openTradesMetric,
  winRateMetric,
  profitFactorMetric,
  expectancyMetric,
  payoffRatioMetric,
  averageTradeMetric,
  averageWinMetric,
  averageLossMetric,
  bestTradeMetric,
  worstTradeMetric,
  averageMaeMetric,
  averageMfeMetric,
  edgeRatioMetric,
  winnersMaeMetric,
  grossProfitMetric,
  grossLossMetric,
  longestWinStreakMetric,
  longestLossStreakMetric,
  averageHoldingDaysMetric,
  systemQualityNumberMetric,
  kellyFractionMetric,
  exposureMetric,
  turnoverMetric,
  totalTurnoverMetric,
  totalCommissionMetric,
  totalSlippageMetric,
  totalSpreadMetric,
  totalImpactMetric,
  totalTaxesMetric,
  totalFinancingMetric,
  totalCostsMetric,
  averageCostMetric,
  costsToGrossMetric,
  breakEvenCostMetric,
  capacityMetric,
  benchmarkReturnMetric,
  excessReturnMetric,
  alphaMetric,
  jensenAlphaMetric,
  betaMetric,
  upBetaMetric,
  downBetaMetric,
  correlationMetric,
  rSquaredMetric,
  trackingErrorMetric,
  informationRatioMetric,
  treynorRatioMetric,
  modiglianiRatioMetric,
  specificRiskMetric,
  upCaptureMetric,
  downCaptureMetric,
  captureRatioMetric,
];

const BY_ID: ReadonlyMap<string, Metric> = new Map(METRICS.map((metric) => [metric.id, metric]));

/** The metric of that id. @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function metricById(id: string): Metric {
  const metric = BY_ID.get(id);
  if (metric !== undefined) return metric;
  const known = [...BY_ID.keys()];
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "metric",
    name: id,
    hint: didYouMean(id, known),
    known: known.join(", "),
  });
}

/** Values of metrics, and why some of them are no finite number. */
export interface MetricValues {
  /** By metric id: NaN where undefined, ±∞ where a formula divides by 0. */
  readonly values: Readonly<Record<string, number>>;
  /** By metric id, for every value that isn't finite: the reason, for people. */
  readonly undefined: Readonly<Record<string, string>>;
}

/** Computes metrics of one run: all of the catalogue, or those given. */
export function computeMetrics(input: MetricInput, metrics: readonly Metric[] = METRICS): MetricValues {
  const values: Record<string, number> = {};
  const reasons: Record<string, string> = {};
  for (const metric of metrics) {
    // + 0 turns −0 into 0: no face should print "-0".
    const value = metric.compute(input) + 0;
    values[metric.id] = value;
    if (Number.isNaN(value)) reasons[metric.id] = metric.undefinedWhen;
    else if (!Number.isFinite(value))
      reasons[metric.id] = `infinite: ${metric.infiniteWhen ?? "beyond the largest number"}`;
  }
  return { values, undefined: reasons };
}
