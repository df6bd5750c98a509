import { BacksightError } from "../../core/errors.ts";
import { dot, zeroMatrix } from "../linear-algebra/matrix.ts";
import { checkReturns, deviations, type ReturnColumns } from "./return-columns.ts";

/** What the sample's covariance is drawn towards. */
export type ShrinkageTarget = "constant-correlation" | "identity";

export interface ShrunkCovariance {
  /** Per period, in squared returns. Positive definite unless the target itself isn't. */
  readonly covariance: readonly Float64Array[];
  /** Share of the target in it, 0 to 1: the one that is expected to err least. */
  readonly shrinkage: number;
}

/**
 * Covariance matrix δ F + (1 − δ) S: S the sample's (divided by n), F a target with less to estimate, δ estimated from
 * the data. Sound with more assets than periods, where S can't be inverted.
 *
 * - "constant-correlation": F has the sample's variances and its mean correlation everywhere. Ledoit & Wolf (2004),
 *   "Honey, I Shrunk the Sample Covariance Matrix", Journal of Portfolio Management 30(4), appendix B.
 * - "identity": F has the mean variance on the diagonal and zeros elsewhere. Ledoit & Wolf (2004), "A well-conditioned
 *   estimator for large-dimensional covariance matrices", Journal of Multivariate Analysis 88(2); scikit-learn's
 *   `ledoit_wolf`.
 *
 * Like the papers' own code it divides S by n, not n − 1. A NaN makes everything NaN.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for an asset that doesn't vary, with constant correlation; BACKSIGHT_LENGTH
 */
export function ledoitWolfCovariance(
  returns: ReturnColumns,
  target: ShrinkageTarget = "constant-correlation",
): ShrunkCovariance {
  const periods = checkReturns(returns, 2);
  const centered = deviations(returns);
  const sample = centered.map((a) => Float64Array.from(centered, (b) => dot(a, b) / periods));
  const isCorrelation = target === "constant-correlation" && returns.length > 1;
  const { matrix, drift } = isCorrelation ? constantCorrelation(sample, centered) : scaledIdentity(sample);

  // π: the asymptotic variances of the sample's entries, summed; γ: the target's squared distance.
  let noise = 0;
  let distance = 0;
  let size = 0;
  for (const [i, row] of sample.entries()) {
    for (const [j, value] of row.entries()) {
      noise += varianceOfEntry(centered[i]!, centered[j]!, value);
      size += value * value;
      distance += (matrix[i]![j]! - value) * (matrix[i]![j]! - value);
    }
  }
  // Two assets have one correlation: the target is the sample, to rounding.
  const intensity = distance <= 1e-28 * size ? 1 : (noise - drift) / distance / periods;
  const shrinkage = Math.max(0, Math.min(1, intensity));
  const covariance = sample.map((row, i) =>
    row.map((value, j) => shrinkage * matrix[i]![j]! + (1 - shrinkage) * value),
  );
  return { covariance, shrinkage };
}

interface Target {
  readonly matrix: readonly Float64Array[];
  /** ρ: the asymptotic covariances of the target's entries with the sample's, summed. */
  readonly drift: number;
}

/** Its one number hardly varies: the paper sets ρ to 0. */
function scaledIdentity(sample: readonly Float64Array[]): Target {
  const n = sample.length;
  const matrix = zeroMatrix(n);
  const variance = sample.reduce((total, row, i) => total + row[i]!, 0) / n;
  for (let i = 0; i < n; i++) matrix[i]![i] = variance;
  return { matrix, drift: 0 };
}

function constantCorrelation(sample: readonly Float64Array[], centered: readonly Float64Array[]): Target {
  const n = sample.length;
  const periods = centered[0]!.length;
  const deviation = sample.map((row, i) => Math.sqrt(row[i]!));
  const still = deviation.indexOf(0);
  if (still >= 0) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: `returns of asset ${still}`,
      rule: "varying",
      value: "constant",
    });
  }
  let correlations = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) correlations += sample[i]![j]! / (deviation[i]! * deviation[j]!);
  const correlation = correlations / ((n * (n - 1)) / 2);
  const matrix = sample.map((row, i) =>
    row.map((value, j) => (i === j ? value : correlation * deviation[i]! * deviation[j]!)),
  );
  let drift = 0;
  for (let i = 0; i < n; i++) {
    const own = sample[i]![i]!;
    drift += varianceOfEntry(centered[i]!, centered[i]!, own);
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const shared = sample[i]![j]!;
      let total = 0;
      for (let t = 0; t < periods; t++) {
        const [x, y] = [centered[i]![t]!, centered[j]![t]!];
        total += (x * x - own) * (x * y - shared);
      }
      drift += (correlation * deviation[j]! * (total / periods)) / deviation[i]!;
    }
  }
  return { matrix, drift };
}

/** π of one entry: mean of (x y − s)². */
function varianceOfEntry(x: Float64Array, y: Float64Array, entry: number): number {
  let total = 0;
  for (let t = 0; t < x.length; t++) {
    const off = x[t]! * y[t]! - entry;
    total += off * off;
  }
  return total / x.length;
}
