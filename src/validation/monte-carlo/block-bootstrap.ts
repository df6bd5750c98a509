import { checkBlock, checkSource, type DrawPath } from "./draw-path.ts";

/**
 * Moving-block bootstrap: a path is put together from runs of `blockLength` neighbouring returns, every run that lies inside
 * the record equally likely, the last one cut off. Keeps the dependence inside blocks; returns near both ends of the record
 * come seldom (`circularBootstrap` has them as often as all others).
 *
 * Künsch (1989), "The Jackknife and the Bootstrap for General Stationary Observations", Annals of Statistics 17(3).
 *
 * @param returns simple returns per period
 * @param blockLength in periods, 1 to as many as there are
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example blockBootstrap([1, 2, 3], 2) // paths of the pairs 1 2 and 2 3
 */
export function blockBootstrap(returns: ArrayLike<number>, blockLength: number): DrawPath {
  const source = checkSource("returns", returns, 1);
  const starts = source.length - checkBlock(blockLength, source.length) + 1;
  return (random, out) => {
    for (let at = 0; at < out.length; at += blockLength) {
      const start = random.below(starts);
      const end = Math.min(blockLength, out.length - at);
      for (let k = 0; k < end; k++) out[at + k] = source[start + k]!;
    }
  };
}
