import { sum } from "./sum.ts";

/** Arithmetic mean, in the unit of `values`: compensated sum over count. NaN without values, or with a NaN. */
export function mean(values: ArrayLike<number>): number {
  return values.length === 0 ? NaN : sum(values) / values.length;
}

/**
 * Variance: sum of squared distances from the mean over `n − ddof`, in the squared unit of `values`. Two passes, both
 * compensated, with the correction of Chan, Golub & LeVeque (1983) for the rounding of the mean. Exactly 0 when all
 * values are one number. NaN with a NaN, or when `n <= ddof`.
 *
 * @param ddof 1: the sample's estimate of its population's variance; 0: the variance of the values themselves
 */
export function variance(values: ArrayLike<number>, ddof: 0 | 1): number {
  const n = values.length;
  if (n <= ddof) return NaN;
  return squaredDeviations(values) / (n - ddof);
}

/** Square root of `variance`, in the unit of `values`. */
export function standardDeviation(values: ArrayLike<number>, ddof: 0 | 1): number {
  return Math.sqrt(variance(values, ddof));
}

/**
 * Skewness g₁ = m₃ / m₂^(3/2) from moments about the mean divided by n (the population's, "biased" form: Joanes & Gill
 * 1998). 0 for symmetric values, below 0 where the long tail is on the left. NaN without values, with a NaN, and when
 * the values don't vary.
 */
export function skewness(values: ArrayLike<number>): number {
  const m2 = variance(values, 0);
  return m2 > 0 ? centralMoment(values, 3) / (m2 * Math.sqrt(m2)) : NaN;
}

/**
 * Kurtosis m₄ / m₂² from moments about the mean divided by n: 3 for a normal distribution (*not* the excess), never
 * below 1. NaN without values, with a NaN, and when the values don't vary.
 */
export function kurtosis(values: ArrayLike<number>): number {
  const m2 = variance(values, 0);
  return m2 > 0 ? centralMoment(values, 4) / (m2 * m2) : NaN;
}

function squaredDeviations(values: ArrayLike<number>): number {
  if (isConstant(values)) return 0;
  const center = mean(values);
  const n = values.length;
  const deviations = new Float64Array(n);
  for (let i = 0; i < n; i++) deviations[i] = values[i]! - center;
  const drift = sum(deviations);
  for (let i = 0; i < n; i++) deviations[i]! *= deviations[i]!;
  return sum(deviations) - (drift * drift) / n;
}

function centralMoment(values: ArrayLike<number>, order: 3 | 4): number {
  const center = mean(values);
  const powers = new Float64Array(values.length);
  for (let i = 0; i < powers.length; i++) {
    const d = values[i]! - center;
    powers[i] = order === 3 ? d * d * d : d * d * (d * d);
  }
  return sum(powers) / powers.length;
}

/** All values are one finite number: the mean's rounding must not make a variance of 1e-34 out of them. */
function isConstant(values: ArrayLike<number>): boolean {
  const first = values[0]!;
  if (!Number.isFinite(first)) return false;
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return false;
  return true;
}
