import { checkLength } from "../core/checks.ts";
import { mean, standardDeviation } from "../math/moments.ts";
import type { CombinatorialSplit } from "../optimize/splits/combinatorial-purged-folds.ts";

/** What combinatorial purged cross-validation says out of sample. */
export interface CombinatorialPaths {
  /** Complete paths through all rows, each put together from tests of different splits. */
  readonly paths: readonly Float64Array[];
  /** Sharpe ratio per period of each path; NaN for one that doesn't vary. */
  readonly sharpes: Float64Array;
  /** Share of the paths whose Sharpe ratio is 0 or below: the chance of a worthless result with another history. */
  readonly lossShare: number;
}

/**
 * Puts the tests of combinatorial purged cross-validation together to complete paths, so that one history gives many
 * out-of-sample records instead of one: the k-th split that tests a fold gives its part to the k-th path.
 *
 * López de Prado (2018), "Advances in Financial Machine Learning", chapter 12: φ = C(N, k)·k/N paths. The paths share tests'
 * rows, and so aren't independent: their spread is what the choice of training data does, not a standard error.
 *
 * @param splits of `combinatorialPurgedFolds`, all of them
 * @param returns per split, per fold under test, one return per row of the test, by a strategy trained on the split
 * @throws {BacksightError} BACKSIGHT_LENGTH
 * @example 3 folds, 2 under test: the splits 01, 02, 12. Path 0 takes fold 0 and 1 from the first, fold 2 from the second;
 * path 1 takes fold 0 from the second, fold 1 and 2 from the third.
 */
export function combinatorialPaths(
  splits: readonly CombinatorialSplit[],
  returns: readonly (readonly ArrayLike<number>[])[],
): CombinatorialPaths {
  checkLength("returns", returns, splits.length);
  const tested = new Map<number, ArrayLike<number>[]>();
  for (const [s, { testFolds, test }] of splits.entries()) {
    checkLength(`returns[${s}]`, returns[s]!, testFolds.length);
    for (const [t, fold] of testFolds.entries()) {
      checkLength(`returns[${s}][${t}]`, returns[s]![t]!, test[t]!.length);
      const parts = tested.get(fold) ?? [];
      parts.push(returns[s]![t]!);
      tested.set(fold, parts);
    }
  }
  const folds = [...tested.keys()].sort((a, b) => a - b).map((fold) => tested.get(fold)!);
  const count = folds.length === 0 ? 0 : Math.min(...folds.map((parts) => parts.length));
  const paths = Array.from({ length: count }, (_, path) =>
    Float64Array.from(folds.flatMap((parts) => Array.from(parts[path]!))),
  );
  const sharpes = Float64Array.from(paths, (path) => {
    const deviation = standardDeviation(path, 1);
    return deviation > 0 ? mean(path) / deviation : NaN;
  });
  return { paths, sharpes, lossShare: sharpes.filter((sharpe) => sharpe <= 0).length / sharpes.length };
}
