import {
  bootstrapMaxima,
  type Centring,
  type RelativePerformanceOptions,
  relativePerformance,
} from "./relative-performance.ts";

export interface SuperiorPredictiveAbility {
  /** √n times the best model's mean difference (over its ω when studentised). */
  readonly statistic: number;
  /** Model with the best score; −1 when that is undefined. */
  readonly best: number;
  /** Share of resamples whose maximum is above the statistic, for each centring; `consistent` is the one to quote. */
  readonly pValues: Readonly<Record<Centring, number>>;
}

/**
 * Hansen's test for superior predictive ability (SPA): the chance of so good a best model when none truly beats the
 * benchmark. It repairs the reality check in two ways: means are put over their own deviation, and models that are
 * clearly poor don't raise the bar. `T = max √n·d̄ₖ/ωₖ` against `T* = max √n·(d̄ₖ* − gₖ)/ωₖ`, with three centrings g:
 * the lower and upper p-values bracket the consistent one; the upper one without studentisation is White's.
 *
 * Hansen (2005), "A Test for Superior Predictive Ability", Journal of Business & Economic Statistics 23(4). ω² is the
 * stationary bootstrap's own variance (his equation for the kernel κ). Differs from the paper in one case: T isn't
 * raised to 0 when every model is below the benchmark, as in the program arch; the p-value is large then either way.
 * Assumes stationary differences, and ALL models that were tried. ω of a short history is itself uncertain, which
 * the bootstrap doesn't repeat: at a size of 5 % the studentised test rejected 28 % of the time for 100 worthless models
 * over 60 rows, 7 % over 250 (without studentisation 8 % and 5 %).
 *
 * A model whose differences don't vary (the benchmark itself) counts as no model when studentised. NaN when any
 * difference is NaN, without models or resamples, and for fewer than 3 rows.
 *
 * @param differences one column per model: its return minus the benchmark's, per period; above 0 is better
 * @throws {BacksightError} BACKSIGHT_LENGTH for columns of different lengths
 * @example superiorPredictiveAbility(differences, { resamples: stationaryBootstrap(n, 10, 1000, random), meanBlockLength: 10 })
 */
export function superiorPredictiveAbility(
  differences: readonly ArrayLike<number>[],
  options: RelativePerformanceOptions,
): SuperiorPredictiveAbility {
  const performance = relativePerformance(differences, options);
  const { scores, observations } = performance;
  const models = [...scores.keys()].filter((k) => scores[k]! > -Infinity);
  if (!performance.isDefined || models.length === 0) {
    return { statistic: NaN, best: -1, pValues: { lower: NaN, consistent: NaN, upper: NaN } };
  }
  const best = models.reduce((top, k) => (scores[k]! > scores[top]! ? k : top));
  const pValue = (centring: Centring) => {
    const maxima = bootstrapMaxima(performance, centring, models);
    return maxima.filter((top) => top > scores[best]!).length / maxima.length;
  };
  return {
    statistic: Math.sqrt(observations) * scores[best]!,
    best,
    pValues: { lower: pValue("lower"), consistent: pValue("consistent"), upper: pValue("upper") },
  };
}
