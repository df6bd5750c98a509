import { BacksightError } from "../../core/errors.ts";
import { politisWhiteBlockLength } from "../politis-white-block-length.ts";
import { checkSource, type DrawPath } from "./draw-path.ts";

/**
 * Stationary bootstrap of paths: runs of neighbours in a ring whose lengths are geometric, so that the paths are as
 * stationary as the record. See `stationaryBootstrap`, which draws row numbers for tests.
 *
 * Politis & Romano (1994), "The Stationary Bootstrap", Journal of the American Statistical Association 89(428).
 *
 * @param returns simple returns per period
 * @param meanBlockLength in periods, at least 1; chosen from the returns without it (Politis & White 2004)
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example stationaryPaths([1, 2, 3], 1) // as iidBootstrap; at a mean length of 2 every other step goes on: 1 2, 2 3 or 3 1
 */
export function stationaryPaths(
  returns: ArrayLike<number>,
  meanBlockLength: number = chosenBlockLength(returns),
): DrawPath {
  const source = checkSource("returns", returns, 1);
  if (!(meanBlockLength >= 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "meanBlockLength",
      rule: "at least 1",
      value: meanBlockLength,
    });
  }
  const rows = source.length;
  const restart = 1 / meanBlockLength;
  return (random, out) => {
    let row = rows - 1;
    for (let i = 0; i < out.length; i++) {
      if (i === 0 || restart === 1 || random.uniform() < restart) row = random.below(rows);
      else row = row + 1 === rows ? 0 : row + 1;
      out[i] = source[row]!;
    }
  };
}

/** By Politis & White, at least 1; 1 where the returns are too few, or don't vary. */
export function chosenBlockLength(returns: ArrayLike<number>): number {
  const { stationary } = politisWhiteBlockLength(returns);
  return Number.isNaN(stationary) ? 1 : Math.max(1, stationary);
}
