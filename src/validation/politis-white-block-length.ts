import { log } from "../math/log.ts";
import { mean } from "../math/moments.ts";
import { pow } from "../math/pow.ts";

/** Mean block lengths, in rows; not rounded, and below 1 for a series without dependence: take at least 1. */
export interface BlockLengths {
  /** For the stationary bootstrap (blocks of random length). */
  readonly stationary: number;
  /** For the circular bootstrap (blocks of one length). */
  readonly circular: number;
}

/**
 * Block length of a bootstrap, chosen from the series itself so that the variance of its mean is estimated best.
 *
 * Politis & White (2004), "Automatic Block-Length Selection for the Dependent Bootstrap", Econometric Reviews 23(1),
 * with the correction of Patton, Politis & White (2009), Econometric Reviews 28(4). With R(k) the autocovariances and λ
 * the flat-top window (1 up to ½, then falling to 0 at 1), both sums over |k| <= M: `G = Σ λ(k/M)·|k|·R(k)`,
 * `g = Σ λ(k/M)·R(k)`; `b = (2G² / D)^(1/3) · n^(1/3)`, where D is 2g² for the stationary and 4/3·g² for the circular
 * bootstrap; at most min(3√n, n/3).
 *
 * M is twice the first lag that begins max(5, ⌊log₁₀ n⌋) neighbouring autocorrelations within 2·√(log₁₀ n / n) of 0 (as
 * in the program arch; the paper counts from the lag before). Assumes a stationary series.
 *
 * NaN for fewer than 9 values, values that don't vary, and a NaN.
 * @example Five times 1, five times −1, and both again: politisWhiteBlockLength gives 7 and 7, the cap of 20/3 rounded up.
 */
export function politisWhiteBlockLength(values: ArrayLike<number>): BlockLengths {
  const n = values.length;
  const center = mean(values);
  const deviations = Float64Array.from(values, (value) => value - center);
  const varies = deviations.some((deviation) => deviation !== deviations[0]);
  if (n < 9 || !varies || Number.isNaN(center)) return { stationary: NaN, circular: NaN };

  const log10n = log(n) / log(10);
  const run = Math.max(5, Math.floor(log10n));
  const longestLag = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + run);
  const threshold = 2 * Math.sqrt(log10n / n);
  const covariance = new Float64Array(longestLag + 1);
  let quiet = 0;
  let window = longestLag;
  for (let lag = 0; lag <= longestLag; lag++) {
    const { product, correlation } = lagged(deviations, lag);
    covariance[lag] = product / n;
    if (quiet >= run && window === longestLag) window = Math.min(longestLag, 2 * Math.max(1, lag - run));
    quiet = Math.abs(correlation) < threshold ? quiet + 1 : 0;
  }

  let weighted = 0;
  let spectrum = covariance[0]!;
  for (let lag = 1; lag <= window; lag++) {
    const taper = 2 * lag <= window ? 1 : 2 * (1 - lag / window);
    weighted += 2 * taper * lag * covariance[lag]!;
    spectrum += 2 * taper * covariance[lag]!;
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const length = (variance: number) => Math.min(longest, pow(((2 * weighted * weighted) / variance) * n, 1 / 3));
  return { stationary: length(2 * spectrum * spectrum), circular: length((4 / 3) * spectrum * spectrum) };
}

/**
 * Sum of products `lag` rows apart, and their correlation about the mean of all. Its sums of squares leave out one row
 * each, as in the program arch: it decides a threshold case in a short series.
 */
function lagged(deviations: Float64Array, lag: number): { readonly product: number; readonly correlation: number } {
  let product = deviations[lag]! * deviations[0]!;
  let early = 0;
  let late = 0;
  for (let i = lag + 1; i < deviations.length; i++) {
    product += deviations[i]! * deviations[i - lag]!;
    late += deviations[i]! * deviations[i]!;
    early += deviations[i - lag - 1]! * deviations[i - lag - 1]!;
  }
  return { product, correlation: product / Math.sqrt(early * late) };
}
