import { RollingSum } from "../math/rolling-sum.ts";
import { inTicks } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const vwmaIndicator = defineIndicator({
  name: "vwma",
  inputs: ["source", "volume"],
  params: ["length"],
  outputs: ["vwma"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const grid = sharedGrid(context);
    const money = new RollingSum(length!, null);
    const units = new RollingSum(length!, null);
    return oneOutput((value, volume) => {
      money.push(inTicks(value, grid) * volume);
      units.push(volume);
      const divisor = units.total * (grid ?? 1);
      return divisor === 0 ? NaN : money.total / divisor;
    });
  },
});

/**
 * Volume-weighted moving average of the last `length` bars: Σ value × volume / Σ volume. `vwap` is the one that starts
 * anew with each session. NaN for the first `length − 1` bars, while a NaN is in the window, and where the window holds
 * no volume.
 *
 * @param length an integer from 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 * @example vwma(Float64Array.of(10, 20), Float64Array.of(3, 1), 2)   // NaN, 12.5
 */
export function vwma<T extends Source>(source: T, volume: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(vwmaIndicator, [source, volume], [length], options);
}
