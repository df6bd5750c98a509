import { checkBlock, checkSource, type DrawPath } from "./draw-path.ts";

/**
 * Circular-block bootstrap: as `blockBootstrap`, but the record is a ring, its last return followed by its first, so that
 * each return is equally likely.
 *
 * Politis & Romano (1992), "A Circular Block-Resampling Procedure for Stationary Data"; the length by
 * `politisWhiteBlockLength(returns).circular`.
 *
 * @param returns simple returns per period
 * @param blockLength in periods, 1 to as many as there are
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example circularBootstrap([1, 2, 3], 2) // paths of the pairs 1 2, 2 3 and 3 1
 */
export function circularBootstrap(returns: ArrayLike<number>, blockLength: number): DrawPath {
  const source = checkSource("returns", returns, 1);
  const rows = source.length;
  checkBlock(blockLength, rows);
  return (random, out) => {
    let row = 0;
    for (let i = 0; i < out.length; i++) {
      if (i % blockLength === 0) row = random.below(rows);
      out[i] = source[row]!;
      row = row + 1 === rows ? 0 : row + 1;
    }
  };
}
