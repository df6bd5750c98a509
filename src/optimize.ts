/** `backsight/optimize`: what to try next, and on which rows to judge it; pure functions that never run a backtest. */
export type { Parameter, ParameterValue, ParamSet } from "./core/params/parameter.ts";
export { type Landscape, type LandscapePoint, landscapeOf } from "./optimize/landscape/landscape.ts";
export { type ParameterImportance, parameterImportance } from "./optimize/landscape/parameter-importance.ts";
export { type Plateau, plateauScore } from "./optimize/landscape/plateau-score.ts";
export { type Goal, metricGoal, ownGoal, type ReadMetric } from "./optimize/objectives/goal.ts";
export type { Requirement } from "./optimize/objectives/requirement.ts";
export { meanScores, type Robustness, worstScores } from "./optimize/objectives/robust-scores.ts";
export { objectiveOf, type SearchObjective, scoresOf } from "./optimize/objectives/search-objective.ts";
export { type CmaEsSamplerOptions, cmaEsSampler } from "./optimize/samplers/cma-es-sampler.ts";
export {
  type DifferentialEvolutionSamplerOptions,
  differentialEvolutionSampler,
} from "./optimize/samplers/differential-evolution-sampler.ts";
export {
  type GaussianProcessSamplerOptions,
  gaussianProcessSampler,
} from "./optimize/samplers/gaussian-process-sampler.ts";
export { type GridSamplerOptions, gridSampler } from "./optimize/samplers/grid-sampler.ts";
export {
  type HalvingSamplerOptions,
  hyperbandSampler,
  successiveHalvingSampler,
} from "./optimize/samplers/halving-sampler.ts";
export { hypervolume } from "./optimize/samplers/hypervolume.ts";
export {
  type LatinHypercubeSamplerOptions,
  latinHypercubeSampler,
} from "./optimize/samplers/latin-hypercube-sampler.ts";
export { type Nsga2SamplerOptions, nsga2Sampler } from "./optimize/samplers/nsga2-sampler.ts";
export { paretoFront } from "./optimize/samplers/pareto-fronts.ts";
export { randomSampler } from "./optimize/samplers/random-sampler.ts";
export type {
  Objective,
  Sampler,
  SamplerFactory,
  SamplerOptions,
  SamplerState,
  SearchPoint,
} from "./optimize/samplers/sampler.ts";
export { SAMPLERS, type SamplerName, samplerCalled } from "./optimize/samplers/sampler-table.ts";
export { sobolSampler } from "./optimize/samplers/sobol-sampler.ts";
export { type TpeSamplerOptions, tpeSampler } from "./optimize/samplers/tpe-sampler.ts";
export type { Dimension } from "./optimize/spaces/dimension.ts";
export { neighboursOf } from "./optimize/spaces/neighbours.ts";
export { type NumberRange, range, type SearchRange } from "./optimize/spaces/search-range.ts";
export {
  type Params,
  type Searchable,
  type SearchSpace,
  type SearchSpaceOptions,
  searchSpace,
} from "./optimize/spaces/search-space.ts";
export {
  type CombinatorialPurgedOptions,
  type CombinatorialSplit,
  combinatorialCounts,
  combinatorialPurgedFolds,
} from "./optimize/splits/combinatorial-purged-folds.ts";
export { type PurgedFold, type PurgedFoldsOptions, purgedFolds } from "./optimize/splits/purged-folds.ts";
export type { RowRange } from "./optimize/splits/row-range.ts";
export {
  type ExpandingRangesOptions,
  expandingRanges,
  type RollingRangesOptions,
  rollingRanges,
} from "./optimize/splits/spaced-ranges.ts";
export { type StitchedReturns, stitchOutOfSample } from "./optimize/splits/stitch-out-of-sample.ts";
export {
  type TimeSeriesSplit,
  type TimeSeriesSplitOptions,
  timeSeriesSplits,
} from "./optimize/splits/time-series-split.ts";
export {
  purgedWindow,
  type WalkForwardRowsOptions,
  type WalkForwardWindow,
  walkForwardRows,
} from "./optimize/splits/walk-forward-rows.ts";
export {
  type CalendarWalkForwardOptions,
  type CountedWalkForwardOptions,
  type WalkForwardOptions,
  type WindowAxis,
  walkForwardWindows,
} from "./optimize/splits/walk-forward-windows.ts";
