import { checkNotNegative } from "../core/checks.ts";
import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const t3Indicator = defineIndicator({
  name: "t3",
  inputs: ["source"],
  params: ["length", "factor"],
  outputs: ["t3"],
  check([length, factor]) {
    checkWindow("length", length);
    checkNotNegative("factor", factor);
  },
  firstDefined: ([length]) => 6 * (length! - 1),
  settled: ([length]) => 6 * (length! - 1 + settlingOfEma(length!)),
  stream([length, factor], context) {
    const v = factor!;
    const first = ExponentialAverage.ema(length!, sharedGrid(context));
    const rest = Array.from({ length: 5 }, () => ExponentialAverage.ema(length!));
    const sixth = -v * v * v;
    const fifth = 3 * v * v * (1 + v);
    const fourth = -3 * v * (1 + v) * (1 + v);
    const third = (1 + v) * (1 + v) * (1 + v);
    return oneOutput((value) => {
      const second = rest[0]!.push(first.push(value));
      const e3 = rest[1]!.push(second);
      const e4 = rest[2]!.push(e3);
      const e5 = rest[3]!.push(e4);
      const e6 = rest[4]!.push(e5);
      return sixth * e6 + fifth * e5 + fourth * e4 + third * e3;
    });
  },
});

/**
 * Tillson's T3: the generalised DEMA `(1 + v) EMA − v EMA(EMA)` applied three times (Tillson 1998, "Smoothing techniques
 * for more accurate signals"; TA-Lib T3). Each EMA is seeded with the mean of its first `length` values. NaN for the
 * first `6 (length − 1)` bars; a NaN in the input starts it anew.
 *
 * @param length an integer from 1; 5 without it
 * @param factor v, 0 (a triple EMA) to 1 (three DEMAs) as a rule; 0.7 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function t3<T extends Source>(source: T, length = 5, factor = 0.7, options?: SourceOptions): Computed<T> {
  return computeOne(t3Indicator, [source], [length, factor], options);
}
