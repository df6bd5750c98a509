import type { RandomStream } from "../../core/random.ts";
import { checkSource, type DrawPath } from "./draw-path.ts";

/**
 * Ordinary bootstrap: each return of a path is one of the record's, any of them equally likely, whatever came before.
 * Keeps the distribution of returns and forgets their order; drawdowns come out too small where bad periods follow each
 * other. Of trades' returns it is the bootstrap of trades.
 *
 * Efron (1979), "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7(1).
 *
 * @param returns simple returns, at least one
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example iidBootstrap([0.01, -0.02]) // every period 1 % or −2 %, with a chance of a half each
 */
export function iidBootstrap(returns: ArrayLike<number>): DrawPath {
  const source = checkSource("returns", returns, 1);
  const rows = source.length;
  const draw = (random: RandomStream, out: Float64Array) => {
    for (let i = 0; i < out.length; i++) out[i] = source[random.below(rows)]!;
  };
  return Object.assign(draw, { record: source });
}
