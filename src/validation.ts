/**
 * `backsight/validation`: is it luck? The statistics on plain arrays of returns, Sharpe ratios and p-values, with the
 * random streams that their resampling takes.
 */
export type { RandomStream } from "./core/random.ts";
export { randomStream } from "./core/random.ts";
export type { Resamples } from "./validation/bootstrap-means.ts";
export type { SharpeTrials } from "./validation/deflated-sharpe.ts";
export { deflatedSharpe, deflatedSharpeOf } from "./validation/deflated-sharpe.ts";
export { expectedMaximumSharpe } from "./validation/expected-maximum-sharpe.ts";
export type { Haircut } from "./validation/haircut-sharpe.ts";
export { haircutSharpe, haircutSharpes } from "./validation/haircut-sharpe.ts";
export { minimumBacktestLength, minimumBacktestLengthBound } from "./validation/minimum-backtest-length.ts";
export { minimumTrackRecordLength } from "./validation/minimum-track-record-length.ts";
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
