import { checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { correlationOfCovariance } from "../../math/covariance/correlation-of-covariance.ts";
import { dot, type Matrix, quadraticForm, symmetricMatrix, zeroMatrix } from "../../math/linear-algebra/matrix.ts";
import { checkCovariance } from "./check-covariance.ts";
import { leafOrder } from "./single-linkage.ts";

export interface HierarchicalRiskParityOptions {
  /** What assets are grouped by, where it isn't the covariance's own correlation (of other periods, pairwise). */
  readonly correlation?: Matrix | undefined;
  /**
   * How far two assets are apart, with d = √((1 − ρ) / 2): "columns", as without it, the Euclidean distance of their
   * columns of d, which is the paper's; "direct": d itself, as Riskfolio and later PyPortfolioOpt have it.
   */
  readonly distance?: "columns" | "direct" | undefined;
}

/**
 * Hierarchical risk parity: assets are put in an order in which alike ones are neighbours (single linkage), the list is
 * halved again and again, and each half gets the share that its variance, at inverse-variance weights, leaves it. Long
 * only, adding up to 1; nothing is inverted, so the covariance may be singular.
 *
 * López de Prado (2016), "Building Diversified Portfolios that Outperform Out of Sample", Journal of Portfolio Management
 * 42(4).
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function hierarchicalRiskParityWeights(
  covariance: Matrix,
  { correlation, distance = "columns" }: HierarchicalRiskParityOptions = {},
): Float64Array {
  const matrix = checkCovariance(covariance);
  const order = leafOrder(distances(correlationFor(matrix, correlation), distance));
  const weights = new Float64Array(matrix.length).fill(1);
  let clusters: (readonly number[])[] = [order];
  while (clusters.length > 0) {
    const halves: (readonly number[])[] = [];
    for (const cluster of clusters) {
      if (cluster.length < 2) continue;
      const middle = Math.floor(cluster.length / 2);
      const [left, right] = [cluster.slice(0, middle), cluster.slice(middle)];
      const [ofLeft, ofRight] = [clusterVariance(matrix, left), clusterVariance(matrix, right)];
      const share = ofLeft + ofRight > 0 ? ofRight / (ofLeft + ofRight) : 0.5;
      for (const i of left) weights[i]! *= share;
      for (const i of right) weights[i]! *= 1 - share;
      halves.push(left, right);
    }
    clusters = halves;
  }
  return weights;
}

function correlationFor(covariance: Matrix, given: Matrix | undefined): Float64Array[] {
  if (given === undefined) return correlationOfCovariance(covariance);
  checkLength("correlation", given, covariance.length);
  const matrix = symmetricMatrix("correlation", given);
  const odd = matrix.findIndex((row) => row.some((value) => Math.abs(value) > 1 + 1e-9));
  if (odd < 0) return matrix;
  const name = `correlation[${odd}]`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "from -1 to 1", value: Array.from(matrix[odd]!) });
}

function distances(correlation: readonly Float64Array[], kind: "columns" | "direct"): Float64Array[] {
  const direct = correlation.map((row) => row.map((value) => Math.sqrt(Math.max(0, Math.min(1, (1 - value) / 2)))));
  if (kind === "direct") return direct;
  const apart = zeroMatrix(direct.length);
  for (let i = 0; i < direct.length; i++) {
    for (let j = 0; j < i; j++) {
      const between = direct[i]!.map((value, k) => value - direct[j]![k]!);
      apart[i]![j] = apart[j]![i] = Math.sqrt(dot(between, between));
    }
  }
  return apart;
}

/** Variance of a cluster at weights proportional to 1 / variance. */
function clusterVariance(covariance: readonly Float64Array[], cluster: readonly number[]): number {
  const within = cluster.map((i) => Float64Array.from(cluster, (j) => covariance[i]![j]!));
  const inverse = within.map((row, k) => 1 / row[k]!);
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return quadraticForm(
    within,
    inverse.map((value) => value / total),
  );
}
