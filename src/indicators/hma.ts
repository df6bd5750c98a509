import { RollingLine } from "../math/rolling-line.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const hmaIndicator = defineIndicator({
  name: "hma",
  inputs: ["source"],
  params: ["length"],
  outputs: ["hma"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1 + smoothingOf(length!) - 1,
  settled: ([length]) => length! - 1 + smoothingOf(length!) - 1,
  stream([length], context) {
    const grid = sharedGrid(context);
    const half = new RollingLine(Math.floor(length! / 2), grid);
    const whole = new RollingLine(length!, grid);
    const smooth = new RollingLine(smoothingOf(length!), null);
    return oneOutput((value) => {
      half.push(value);
      whole.push(value);
      smooth.push(2 * half.weightedMean - whole.weightedMean);
      return smooth.weightedMean;
    });
  },
});

function smoothingOf(length: number): number {
  return Math.floor(Math.sqrt(length));
}

/**
 * Hull moving average: WMA(2 WMA(length / 2) − WMA(length), √length), both lengths rounded down (Hull 2005). Some
 * charting programs round them to the nearest whole number instead. NaN for the first `length + √length − 2` bars and
 * while a NaN is in a window.
 *
 * @param length an integer from 2
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function hma<T extends Source>(source: T, length: number, options?: SourceOptions): Computed<T> {
  return computeOne(hmaIndicator, [source], [length], options);
}
