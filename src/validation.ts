/**
 * `backsight/validation`: is it luck? The statistics on plain arrays of returns, Sharpe ratios and p-values, Monte Carlo
 * paths, audits and the verdict, with the random streams that resampling takes.
 */
export type { RandomStream } from "./core/random.ts";
export { randomStream } from "./core/random.ts";
export type { BeyondBenchmark } from "./validation/audits/beyond-benchmark.ts";
export { beyondBenchmark } from "./validation/audits/beyond-benchmark.ts";
export type { Concentration } from "./validation/audits/concentration.ts";
export { concentration } from "./validation/audits/concentration.ts";
export type { CostFragility } from "./validation/audits/cost-fragility.ts";
export { costFragility } from "./validation/audits/cost-fragility.ts";
export type { RegimeDependence } from "./validation/audits/regime-dependence.ts";
export { regimeDependence } from "./validation/audits/regime-dependence.ts";
export type { SizeCapacity } from "./validation/audits/size-capacity.ts";
export { sizeCapacity } from "./validation/audits/size-capacity.ts";
export type { Span, Survivorship } from "./validation/audits/survivorship.ts";
export { survivorship } from "./validation/audits/survivorship.ts";
export type { DecisionColumns, WarmUpAudit, WarmUpDependence } from "./validation/audits/warm-up-dependence.ts";
export { warmUpDependence } from "./validation/audits/warm-up-dependence.ts";
export { autocorrelationInflation } from "./validation/autocorrelation-inflation.ts";
export type { Resamples } from "./validation/bootstrap-means.ts";
export type { CombinatorialPaths } from "./validation/combinatorial-paths.ts";
export { combinatorialPaths } from "./validation/combinatorial-paths.ts";
export { independentTrials } from "./validation/correlated-trials.ts";
export type {
  ScoreReturns,
  SelectionCrossValidation,
  SelectionSplit,
} from "./validation/cross-validate-selection.ts";
export { crossValidateSelection } from "./validation/cross-validate-selection.ts";
export type { SharpeTrials } from "./validation/deflated-sharpe.ts";
export { deflatedSharpe, deflatedSharpeOf } from "./validation/deflated-sharpe.ts";
export type { EffectiveTrials, EffectiveTrialsOptions } from "./validation/effective-trials.ts";
export { effectiveTrials } from "./validation/effective-trials.ts";
export { expectedMaximumSharpe } from "./validation/expected-maximum-sharpe.ts";
export type { Haircut } from "./validation/haircut-sharpe.ts";
export { haircutSharpe, haircutSharpes } from "./validation/haircut-sharpe.ts";
export { luckPValue, luckZScore } from "./validation/luck-p-value.ts";
export { minimumBacktestLength, minimumBacktestLengthBound } from "./validation/minimum-backtest-length.ts";
export { minimumTrackRecordLength } from "./validation/minimum-track-record-length.ts";
export { blockBootstrap } from "./validation/monte-carlo/block-bootstrap.ts";
export { circularBootstrap } from "./validation/monte-carlo/circular-bootstrap.ts";
export type { DrawPath } from "./validation/monte-carlo/draw-path.ts";
export type { Fan } from "./validation/monte-carlo/fan.ts";
export { fanOf } from "./validation/monte-carlo/fan.ts";
export type { Garch } from "./validation/monte-carlo/garch.ts";
export { fitGarch, garchPaths } from "./validation/monte-carlo/garch.ts";
export type { GeometricBrownian } from "./validation/monte-carlo/geometric-brownian.ts";
export { fitGeometricBrownian, geometricBrownianPaths } from "./validation/monte-carlo/geometric-brownian.ts";
export { iidBootstrap } from "./validation/monte-carlo/iid-bootstrap.ts";
export type { KellyUnderUncertainty } from "./validation/monte-carlo/kelly.ts";
export { kellyMultiple, kellyUnderUncertainty } from "./validation/monte-carlo/kelly.ts";
export type { MetricInterval } from "./validation/monte-carlo/metric-intervals.ts";
export { metricIntervals } from "./validation/monte-carlo/metric-intervals.ts";
export type { PermutationOptions, PermutationTest } from "./validation/monte-carlo/permutation-test.ts";
export { permutationTest } from "./validation/monte-carlo/permutation-test.ts";
export { permuteBars } from "./validation/monte-carlo/permute-bars.ts";
export type { RegimeSwitching } from "./validation/monte-carlo/regime-switching.ts";
export { fitRegimeSwitching, regimeSwitchingPaths } from "./validation/monte-carlo/regime-switching.ts";
export { drawdownProbability, lossProbabilities, riskOfRuin } from "./validation/monte-carlo/ruin.ts";
export type { PathOptions } from "./validation/monte-carlo/simulate-paths.ts";
export { simulatePaths } from "./validation/monte-carlo/simulate-paths.ts";
export type { SimulatedPaths } from "./validation/monte-carlo/simulated-paths.ts";
export { stationaryPaths } from "./validation/monte-carlo/stationary-paths.ts";
export { tradeReturns, tradeShuffle } from "./validation/monte-carlo/trade-shuffle.ts";
export { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "./validation/multiple-testing.ts";
export type { BacktestOverfitting, PboOptions } from "./validation/pbo.ts";
export { backtestOverfitting } from "./validation/pbo.ts";
export type { BlockLengths } from "./validation/politis-white-block-length.ts";
export { politisWhiteBlockLength } from "./validation/politis-white-block-length.ts";
export { probabilisticSharpe, probabilisticSharpeOf } from "./validation/probabilistic-sharpe.ts";
export type { RealityCheck } from "./validation/reality-check.ts";
export { realityCheck } from "./validation/reality-check.ts";
export type { Centring, RelativePerformanceOptions } from "./validation/relative-performance.ts";
export type { SharpeRecord } from "./validation/sharpe-record.ts";
export { sharpeRecord } from "./validation/sharpe-record.ts";
export type { SuperiorPredictiveAbility } from "./validation/spa.ts";
export { superiorPredictiveAbility } from "./validation/spa.ts";
export { stationaryBootstrap } from "./validation/stationary-bootstrap.ts";
export { stationaryVariance } from "./validation/stationary-variance.ts";
export type { StepwiseOptions } from "./validation/step-m.ts";
export { stepwiseSuperior } from "./validation/step-m.ts";
export type { EvidenceLine, EvidenceSays } from "./validation/verdict/evidence-line.ts";
export { evidenceLines } from "./validation/verdict/evidence-lines.ts";
export type { SearchEvidence, SearchEvidenceInput } from "./validation/verdict/search-evidence.ts";
export { searchEvidence } from "./validation/verdict/search-evidence.ts";
export type { Verdict, VerdictLabel } from "./validation/verdict/verdict.ts";
export { verdict } from "./validation/verdict/verdict.ts";
export type {
  EvidenceInput,
  LookAheadStatus,
  Overfitting,
  VerdictEvidence,
  VerdictTrials,
} from "./validation/verdict/verdict-evidence.ts";
export { verdictEvidence } from "./validation/verdict/verdict-evidence.ts";
export type { SearchVerdict } from "./validation/verdict/verdict-of-search.ts";
export { verdictOfSearch } from "./validation/verdict/verdict-of-search.ts";
