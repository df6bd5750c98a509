import { log } from "../../math/log.ts";

/** The constants of CMA-ES, which follow from dimension and population. */
export interface CmaWeights {
  /** λ: points of a generation. */
  readonly population: number;
  /** Weights of the best half, the best first; their sum is 1. */
  readonly parents: Float64Array;
  /** μ_eff = 1 / Σ w². */
  readonly effective: number;
  /** c_σ and d_σ. */
  readonly sigmaRate: number;
  readonly sigmaDamping: number;
  /** c_c. */
  readonly pathRate: number;
  /** c_1 and c_μ. */
  readonly rankOne: number;
  readonly rankMu: number;
  /** χ_n: the expected length of a standard normal vector. */
  readonly expectedLength: number;
}

/**
 * Hansen (2016), arXiv:1604.00772, table 1 and equations 49 to 58, without negative weights.
 *
 * @param population of the first generations; doubled at every restart
 */
export function cmaWeights(n: number, population = 4 + Math.floor(3 * log(n)), restarts = 0): CmaWeights {
  let lambda = population;
  for (let k = 0; k < restarts; k++) lambda *= 2;
  const raw = Float64Array.from({ length: Math.floor(lambda / 2) }, (_, i) => log((lambda + 1) / 2) - log(i + 1));
  const sum = raw.reduce((total, w) => total + w, 0);
  const parents = raw.map((w) => w / sum);
  const effective = 1 / parents.reduce((total, w) => total + w * w, 0);
  const sigmaRate = (effective + 2) / (n + effective + 5);
  const rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
  return {
    population: lambda,
    parents,
    effective,
    sigmaRate,
    sigmaDamping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + sigmaRate,
    pathRate: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    rankOne,
    rankMu: Math.min(1 - rankOne, (2 * (0.25 + effective + 1 / effective - 2)) / ((n + 2) * (n + 2) + effective)),
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}
