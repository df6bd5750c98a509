import { RollingCovariance } from "../math/rolling-covariance.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const betaIndicator = defineIndicator({
  name: "beta",
  inputs: ["source", "other"],
  params: ["length"],
  outputs: ["beta"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream([length]) {
    const pairs = new RollingCovariance(length!);
    let previous = NaN;
    let previousBenchmark = NaN;
    return oneOutput((value, benchmark) => {
      pairs.push((benchmark - previousBenchmark) / previousBenchmark, (value - previous) / previous);
      previous = value;
      previousBenchmark = benchmark;
      return pairs.xx > 0 ? pairs.xy / pairs.xx : NaN;
    });
  },
});

/**
 * Beta over the last `length` bars: the slope of a column's one-bar returns on a benchmark's (TA-Lib BETA, which takes
 * the benchmark first). NaN for the first `length` bars, while a NaN or a value of 0 is in the window, and where the
 * benchmark's returns don't vary. The cost of a bar grows with the length.
 *
 * @param source prices of the instrument
 * @param benchmark prices it is measured against
 * @param length returns in the window, an integer from 2; 60 without it (TA-Lib: 5)
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function beta<T extends Source>(source: T, benchmark: T, length = 60, options?: SourceOptions): Computed<T> {
  return computeOne(betaIndicator, [source, benchmark], [length], options);
}
