import { log } from "../math/log.ts";
import { bootstrapMeans, type Resamples } from "./bootstrap-means.ts";
import { stationaryVariance } from "./stationary-variance.ts";

/**
 * How a model's resampled mean is centred on what it would be if the model were no better than the benchmark (Hansen
 * 2005): "upper" takes off every model's mean, "lower" only the positive ones, "consistent" all but those so poor
 * (below −ω·√(2·log log n / n)) that they can't matter in a long history.
 */
export type Centring = "lower" | "consistent" | "upper";

export interface RelativePerformanceOptions {
  /** Rows of the resamples, such as `stationaryBootstrap(n, meanBlockLength, 1000, random)` yields. */
  readonly resamples: Resamples;
  /** That the resamples were drawn with; it decides ω, the models' long-run deviation. Without it: ⌊√n⌋. */
  readonly meanBlockLength?: number | undefined;
  /** Divides every model's mean by its ω, so that a noisy model doesn't decide the maximum. True without it. */
  readonly studentised?: boolean | undefined;
}

/** Models' mean differences to a benchmark, each in its own unit, with their bootstrap. */
export interface RelativePerformance {
  /** Rows of the differences. */
  readonly observations: number;
  /** Mean of each model, over ω when studentised; −∞ for a model whose ω is 0. */
  readonly scores: Float64Array;
  /** One array per resample: each model's resampled mean in the unit of its score. */
  readonly resampled: readonly Float64Array[];
  /** What each way of centring takes off each model's resampled scores. */
  readonly centres: Readonly<Record<Centring, Float64Array>>;
  /** False when a difference is NaN, there is no model or resample, or fewer than 3 rows. */
  readonly isDefined: boolean;
}

/** What the tests of `superiorPredictiveAbility` and `stepwiseSuperior` are computed from. */
export function relativePerformance(
  differences: readonly ArrayLike<number>[],
  { resamples, meanBlockLength, studentised = true }: RelativePerformanceOptions,
): RelativePerformance {
  const { means, resampled } = bootstrapMeans(differences, resamples);
  const observations = differences[0]?.length ?? 0;
  const blockLength = meanBlockLength ?? Math.max(1, Math.floor(Math.sqrt(observations)));
  const deviations = Float64Array.from(differences, (column) => Math.sqrt(stationaryVariance(column, blockLength)));
  const threshold = -Math.sqrt((2 * log(log(observations))) / observations);

  const units = studentised ? deviations : deviations.map(() => 1);
  const centre = (isCentred: (k: number) => boolean) => means.map((mean, k) => (isCentred(k) ? mean / units[k]! : 0));
  for (const found of resampled) for (let k = 0; k < units.length; k++) found[k]! /= units[k]!;
  return {
    observations,
    scores: means.map((mean, k) => (units[k] === 0 ? -Infinity : mean / units[k]!)),
    resampled,
    centres: {
      lower: centre((k) => means[k]! > 0),
      consistent: centre((k) => means[k]! >= threshold * deviations[k]!),
      upper: centre(() => true),
    },
    isDefined: observations >= 3 && resampled.length > 0 && means.length > 0 && !means.some(Number.isNaN),
  };
}

/** Per resample, the highest centred score among `models`; models without a finite unit never count. */
export function bootstrapMaxima(
  { scores, resampled, centres }: RelativePerformance,
  centring: Centring,
  models: readonly number[],
): Float64Array {
  const centre = centres[centring];
  return Float64Array.from(resampled, (found) => {
    let top = -Infinity;
    for (const k of models) if (scores[k]! > -Infinity) top = Math.max(top, found[k]! - centre[k]!);
    return top;
  });
}
