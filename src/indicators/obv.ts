import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const obvIndicator = defineIndicator({
  name: "obv",
  inputs: ["close", "volume"],
  params: [],
  outputs: ["obv"],
  check: () => {},
  firstDefined: () => 0,
  settled: () => Infinity,
  stream() {
    let total = 0;
    let previous = NaN;
    return oneOutput((close, volume) => {
      if (!Number.isFinite(close) || !Number.isFinite(volume)) return NaN;
      if (Number.isNaN(previous) || close > previous) total += volume;
      else if (close < previous) total -= volume;
      previous = close;
      return total;
    });
  },
});

/**
 * On-balance volume, in units: the volume of bars that closed higher less that of bars that closed lower, summed from
 * the start (Granville 1963; TA-Lib OBV). It starts with the first bar's volume, as in TA-Lib; many others start with 0.
 * Only its changes mean something.
 *
 * Cumulative: its level depends on where the data begin. A bar with a NaN is NaN and adds nothing; the sum goes on after
 * it, the next change being measured from the last complete bar.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH
 * @example obv(Float64Array.of(10, 11, 9), Float64Array.of(100, 50, 70))   // 100, 150, 80
 */
export function obv<T extends Source>(close: T, volume: T, options?: SourceOptions): Computed<T> {
  return computeOne(obvIndicator, [close, volume], [], options);
}
