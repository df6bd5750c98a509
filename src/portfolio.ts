/** `backsight/portfolio`: how many units of one instrument, which weights of several, and what trading them does to prices; pure functions of numbers. */
export { correlationOfCovariance } from "./math/covariance/correlation-of-covariance.ts";
export { type ExponentialCovarianceOptions, exponentialCovariance } from "./math/covariance/exponential-covariance.ts";
export { ledoitWolfCovariance, type ShrinkageTarget, type ShrunkCovariance } from "./math/covariance/ledoit-wolf.ts";
export type { ReturnColumns } from "./math/covariance/return-columns.ts";
export { type SampleCovarianceOptions, sampleCovariance } from "./math/covariance/sample-covariance.ts";
export type { Matrix } from "./math/linear-algebra/matrix.ts";
export { type SymmetricEigen, symmetricEigen } from "./math/linear-algebra/symmetric-eigen.ts";
export {
  ALMGREN_COEFFICIENTS,
  type AlmgrenCoefficients,
  type AlmgrenImpact,
  almgrenImpact,
} from "./math/market-impact/almgren-impact.ts";
export {
  type ExecutionCost,
  type ExecutionMarket,
  type ExecutionSchedule,
  executionCost,
  executionSchedule,
} from "./math/market-impact/execution-schedule.ts";
export { squareRootImpact } from "./math/market-impact/square-root-impact.ts";
export {
  type BlackLittermanOptions,
  blackLitterman,
  impliedReturns,
  type PosteriorReturns,
  type View,
} from "./strategy/weights/black-litterman.ts";
export { equalWeights } from "./strategy/weights/equal-weights.ts";
export {
  type HierarchicalRiskParityOptions,
  hierarchicalRiskParityWeights,
} from "./strategy/weights/hierarchical-risk-parity-weights.ts";
export { inverseVolatilityWeights } from "./strategy/weights/inverse-volatility-weights.ts";
export { type MaximumSharpeOptions, maximumSharpeWeights } from "./strategy/weights/maximum-sharpe-weights.ts";
export { maximumUtilityWeights, type UtilityOptions } from "./strategy/weights/maximum-utility-weights.ts";
export { type MinimumRiskOptions, minimumRiskWeights } from "./strategy/weights/minimum-risk-weights.ts";
export { minimumVarianceWeights } from "./strategy/weights/minimum-variance-weights.ts";
export { PORTFOLIO_RISKS, type PortfolioRisk } from "./strategy/weights/portfolio-risks.ts";
export { riskContributions } from "./strategy/weights/risk-contributions.ts";
export { type RiskParityOptions, riskParityWeights } from "./strategy/weights/risk-parity-weights.ts";
export { targetReturnWeights } from "./strategy/weights/target-return-weights.ts";
export { targetVolatilityWeights } from "./strategy/weights/target-volatility-weights.ts";
export { UNLIMITED, type WeightLimits } from "./strategy/weights/weight-limits.ts";
export { type WholeShares, wholeShares } from "./strategy/weights/whole-shares.ts";
export type { RiskCode } from "./trading/risk/limits/limit.ts";
export type { RiskLimitOptions } from "./trading/risk/resolve-risk-limits.ts";
export type {
  BreachAction,
  ConcentrationLimit,
  CorrelationLimit,
  RiskLimits,
  TailLimit,
} from "./trading/risk/risk-limits.ts";
export { RiskManager } from "./trading/risk/risk-manager.ts";
export type { ProposedOrder, RiskPosition, RiskView } from "./trading/risk/risk-view.ts";
export type { RiskViolation } from "./trading/risk/risk-violation.ts";
export { type AtrSizeInput, atrSize } from "./trading/risk/sizing/atr-size.ts";
export { calculatePositionSize, type SizingRequest } from "./trading/risk/sizing/calculate-position-size.ts";
export { type FixedFractionInput, fixedFractionSize } from "./trading/risk/sizing/fixed-fraction-size.ts";
export { type FixedRiskInput, fixedRiskSize, type RiskedSize } from "./trading/risk/sizing/fixed-risk-size.ts";
export { type KellyBet, type KellyBetInput, kellyBet } from "./trading/risk/sizing/kelly-bet.ts";
export {
  type KellyContinuous,
  type KellyContinuousInput,
  kellyContinuous,
} from "./trading/risk/sizing/kelly-continuous.ts";
export { kellyOfReturns } from "./trading/risk/sizing/kelly-of-returns.ts";
export {
  type KellyPortfolio,
  type KellyPortfolioOptions,
  kellyPortfolio,
} from "./trading/risk/sizing/kelly-portfolio.ts";
export { type OptimalF, optimalF } from "./trading/risk/sizing/optimal-f.ts";
export type { PositionSize, SizeRefusal, SizingAccount } from "./trading/risk/sizing/position-size.ts";
export { type VolatilityTargetInput, volatilityTargetSize } from "./trading/risk/sizing/volatility-target-size.ts";
