import { exp } from "../../math/exp.ts";
import { log1p } from "../../math/log1p.ts";
import { mean, standardDeviation } from "../../math/moments.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { checkSource, type DrawPath } from "./draw-path.ts";

/** Normal log returns per period. */
export interface GeometricBrownian {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Geometric Brownian motion fitted by the log returns' mean and deviation (ddof 1). Forgets fat tails and clusters of wild
 * periods: what it says of drawdowns is the least.
 *
 * Samuelson (1965), "Rational Theory of Warrant Pricing", Industrial Management Review 6(2).
 *
 * @param returns simple returns per period above −1, at least two
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example fitGeometricBrownian([0.1, -0.05, 0.02]) // of 0.0953, −0.0513 and 0.0198: mean 0.02127, deviation 0.07331
 */
export function fitGeometricBrownian(returns: ArrayLike<number>): GeometricBrownian {
  const logs = checkSource("log returns", Float64Array.from(returns, log1p), 2);
  return { mean: mean(logs), deviation: standardDeviation(logs, 1) };
}

/**
 * Paths of a geometric Brownian motion.
 *
 * @example geometricBrownianPaths({ mean: 0.01, deviation: 0 }) // each return e^0.01 − 1 = 0.01005
 */
export function geometricBrownianPaths({ mean: drift, deviation }: GeometricBrownian): DrawPath {
  return (random, out) => {
    const draw = normalSampler(random);
    for (let i = 0; i < out.length; i++) out[i] = exp(drift + deviation * draw()) - 1;
  };
}
