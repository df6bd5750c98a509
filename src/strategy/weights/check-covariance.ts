import { BacksightError } from "../../core/errors.ts";
import { type Matrix, symmetricMatrix } from "../../math/linear-algebra/matrix.ts";

/**
 * A copy of a covariance matrix: square, finite, symmetric, every variance above 0.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function checkCovariance(covariance: Matrix): Float64Array[] {
  const matrix = symmetricMatrix("covariance", covariance);
  for (const [i, row] of matrix.entries()) {
    if (row[i]! > 0) continue;
    const name = `covariance[${i}][${i}]`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a variance above 0", value: row[i] });
  }
  return matrix;
}

/**
 * A copy of one finite number per asset.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function checkPerAsset(name: string, values: ArrayLike<number>, assets: number): Float64Array {
  if (values.length !== assets)
    throw new BacksightError("BACKSIGHT_LENGTH", { name, expected: assets, value: values.length });
  const copy = Float64Array.from(values);
  const odd = copy.findIndex((value) => !Number.isFinite(value));
  if (odd < 0) return copy;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `${name}[${odd}]`, rule: "finite", value: copy[odd] });
}
