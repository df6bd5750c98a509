import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { checkReturns, type ReturnColumns } from "../../math/covariance/return-columns.ts";
import { minimizeConvex } from "../../math/linear-algebra/convex-minimum.ts";
import { diagonalMatrix } from "../../math/linear-algebra/matrix.ts";
import { atLimits, meanVarianceWeights } from "./mean-variance-weights.ts";
import { PORTFOLIO_RISKS, type PortfolioRisk, riskFunction } from "./portfolio-risks.ts";
import { resolveLimits, type WeightLimits } from "./weight-limits.ts";

export interface MinimumRiskOptions {
  /** "conditional-value-at-risk" without it. */
  readonly risk?: PortfolioRisk | undefined;
  /** The worst share of periods that the conditional measures take, above 0 to 1; 0.05 without it. */
  readonly tail?: number | undefined;
  readonly limits?: WeightLimits | undefined;
}

/**
 * Weights with the least risk over the given periods, by a measure of losses instead of variance; long only and adding
 * up to 1 without limits. Where several weights have it, any of them.
 *
 * Rockafellar & Uryasev (2000), "Optimization of conditional value-at-risk", Journal of Risk 2(3); Chekhlov, Uryasev &
 * Zabarankin (2005), "Drawdown measure in portfolio optimization", IJTAF 8(1); Konno & Yamazaki (1991) for the mean
 * absolute deviation. Drawdowns are those of added-up returns (equity not compounded), starting at 0, as in these papers.
 *
 * @param returns one column per asset, simple returns per period
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a NaN among the returns or a tail out of range; BACKSIGHT_LENGTH,
 * BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_NO_PORTFOLIO, BACKSIGHT_NO_CONVERGENCE
 */
export function minimumRiskWeights(
  returns: ReturnColumns,
  { risk = "conditional-value-at-risk", tail = 0.05, limits = {} }: MinimumRiskOptions = {},
): Float64Array {
  checkReturns(returns, 2);
  if (!Object.hasOwn(PORTFOLIO_RISKS, risk)) {
    const known = Object.keys(PORTFOLIO_RISKS);
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
      kind: "risk",
      name: risk,
      hint: didYouMean(String(risk), known),
      known: known.join(", "),
    });
  }
  if (!(tail > 0 && tail <= 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "tail", rule: "above 0, to 1", value: tail });
  }
  const columns = returns.map((column) => Float64Array.from(column));
  for (const [j, column] of columns.entries()) {
    const odd = column.findIndex((value) => !Number.isFinite(value));
    if (odd < 0) continue;
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: `returns[${j}][${odd}]`,
      rule: "finite",
      value: column[odd],
    });
  }
  const resolved = resolveLimits(limits, columns.length);
  // The weights nearest to none: somewhere to start from.
  const unit = diagonalMatrix(new Float64Array(columns.length).fill(1));
  const start = meanVarianceWeights(unit, new Float64Array(columns.length), resolved);
  const found = minimizeConvex(riskFunction(columns, risk, tail), start, [resolved.budget], resolved.bounds);
  if (found !== "unbounded") return atLimits(found.x, resolved);
  const problem = `the ${risk} of ever larger positions falls without end, because some never lost`;
  throw new BacksightError("BACKSIGHT_NO_PORTFOLIO", { problem, advice: "Give finite min and max, or more periods." });
}
