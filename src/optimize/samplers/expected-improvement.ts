import { log } from "../../math/log.ts";
import { log1p } from "../../math/log1p.ts";
import { normalCdf, normalPdf } from "../../math/normal.ts";

/** From here down φ(z) + z Φ(z) = φ(z) / z² (1 − 3 / z² + …) to 1e-5 of its value, and φ(z) comes near 0. */
const FAR_BELOW = -30;
const LOG_SQRT_2PI = 0.9189385332046728;

/**
 * Logarithm of the expected improvement of a normal variable over `best`: log E[max(0, x − best)] =
 * log σ + log(φ(z) + z Φ(z)), z = (mean − best) / σ. Far below the best it follows the tail, where the
 * improvement itself would be 0. −∞ where `deviation` is 0 and nothing is gained.
 *
 * Jones, Schonlau & Welch (1998), "Efficient Global Optimization of Expensive Black-Box Functions", Journal of Global
 * Optimization 13, equation 15.
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): number {
  const gain = mean - best;
  if (!(deviation > 0)) return gain > 0 ? log(gain) : -Infinity;
  const z = gain / deviation;
  if (z < FAR_BELOW) return log(deviation) - 0.5 * z * z - LOG_SQRT_2PI - 2 * log(-z) + log1p(-3 / (z * z));
  return log(deviation) + log(normalPdf(z) + z * normalCdf(z));
}
