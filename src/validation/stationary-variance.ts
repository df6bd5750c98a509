import { mean } from "../math/moments.ts";

/** Weights below this change no digit of a sum of weights up to 1. */
const NEGLIGIBLE = 1e-19;

/**
 * Long-run variance of a series: n times the variance that its mean has over all stationary bootstrap resamples, which
 * allows for dependence between neighbours: `R(0) + 2·Σ κ(i)·R(i)`, R(i) the autocovariances (over n) and
 * `κ(i) = (1 − i/n)·(1 − 1/b)^i + (i/n)·(1 − 1/b)^(n−i)`, b the mean block length.
 *
 * Politis & Romano (1994), "The Stationary Bootstrap", lemma 1; as used by Hansen (2005). With b = 1 it is the variance
 * (ddof 0). NaN without values and with a NaN.
 * @example stationaryVariance([1, -1], 2) // R(0) = 1, R(1) = −½, κ(1) = ½: 1 − ½ = 0.5
 */
export function stationaryVariance(values: ArrayLike<number>, meanBlockLength: number): number {
  const n = values.length;
  const center = mean(values);
  const deviations = new Float64Array(n);
  for (let i = 0; i < n; i++) deviations[i] = values[i]! - center;
  const stay = 1 - 1 / meanBlockLength;
  const powers = new Float64Array(n + 1);
  powers[0] = 1;
  for (let i = 1; i <= n; i++) powers[i] = powers[i - 1]! * stay;

  let variance = autocovariance(deviations, 0);
  for (let lag = 1; lag < n; lag++) {
    const weight = (1 - lag / n) * powers[lag]! + (lag / n) * powers[n - lag]!;
    if (weight > NEGLIGIBLE) variance += 2 * weight * autocovariance(deviations, lag);
  }
  return variance;
}

function autocovariance(deviations: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < deviations.length; i++) sum += deviations[i]! * deviations[i - lag]!;
  return sum / deviations.length;
}
