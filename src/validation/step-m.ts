import { BacksightError } from "../core/errors.ts";
import { quantile } from "../math/quantile.ts";
import {
  bootstrapMaxima,
  type Centring,
  type RelativePerformanceOptions,
  relativePerformance,
} from "./relative-performance.ts";

export interface StepwiseOptions extends RelativePerformanceOptions {
  /** Chance of naming even one model wrongly, above 0 and below 1; 0.05 without it. */
  readonly size?: number | undefined;
  /** Romano & Wolf's own is "upper"; without it "consistent", which finds more where poor models are about. */
  readonly centring?: Centring | undefined;
}

/**
 * Which models truly beat the benchmark: Romano and Wolf's stepwise test (StepM). Models whose score is above the
 * `1 − size` quantile (linear between order statistics) of the bootstrap's maximum are named and taken out; the bar
 * falls for the rest, and so on until a round names none.
 *
 * Romano & Wolf (2005), "Stepwise Multiple Testing as Formalized Data Snooping", Econometrica 73(4). The chance that the
 * list holds even one wrong model is at most `size`. Assumes stationary differences, and ALL models that were tried.
 *
 * No model is named where nothing can be said: when any difference is NaN, without resamples, and for fewer than 3 rows.
 * A model whose differences don't vary is never named when studentised.
 *
 * @param differences one column per model: its return minus the benchmark's, per period; above 0 is better
 * @returns columns of the superior models, ascending
 * @throws {BacksightError} BACKSIGHT_LENGTH for columns of different lengths, BACKSIGHT_ARGUMENT for the size
 * @example Differences 1, 2, 3, 2 and −1, 0, 1, 0, each resample the rows as they are: the centred maximum is 0, and only
 * the first column is above it: [0].
 */
export function stepwiseSuperior(differences: readonly ArrayLike<number>[], options: StepwiseOptions): number[] {
  const { size = 0.05, centring = "consistent" } = options;
  if (!(size > 0 && size < 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "size", rule: "above 0 and below 1", value: size });
  }
  const performance = relativePerformance(differences, options);
  if (!performance.isDefined) return [];
  const { scores } = performance;
  const superior: number[] = [];
  let rest = [...scores.keys()].filter((k) => scores[k]! > -Infinity);
  while (rest.length > 0) {
    const bar = quantile(bootstrapMaxima(performance, centring, rest), 1 - size);
    const named = rest.filter((k) => scores[k]! > bar);
    if (named.length === 0) break;
    superior.push(...named);
    rest = rest.filter((k) => !named.includes(k));
  }
  return superior.sort((a, b) => a - b);
}
