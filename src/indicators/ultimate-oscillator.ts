import { RollingSum } from "../math/rolling-sum.ts";
import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";
import { TrueRange } from "./true-range.ts";

export const ultimateOscillatorIndicator = defineIndicator({
  name: "ultimateOscillator",
  inputs: ["high", "low", "close"],
  params: ["short", "medium", "long"],
  outputs: ["ultimateOscillator"],
  check([short, medium, long]) {
    checkWindow("short", short);
    checkWindow("medium", medium, short);
    checkWindow("long", long, medium);
  },
  firstDefined: ([, , long]) => long!,
  settled: ([, , long]) => long!,
  stream([short, medium, long], context) {
    const grid = sharedGrid(context, 3);
    const trueRange = new TrueRange(grid);
    const pressures = [short!, medium!, long!].map((length) => new RollingSum(length, grid));
    const ranges = [short!, medium!, long!].map((length) => new RollingSum(length, grid));
    let previousClose = NaN;
    return oneOutput((high, low, close) => {
      const range = trueRange.push(high, low, close);
      const pressure = tickDifference(close, Math.min(low, previousClose), grid);
      previousClose = close;
      let weighted = 0;
      for (let k = 0; k < 3; k++) {
        pressures[k]!.push(!Number.isNaN(range) ? pressure : NaN);
        ranges[k]!.push(range);
        const covered = ranges[k]!.total;
        weighted += covered > 0 ? ((4 >> k) * pressures[k]!.total) / covered : NaN;
      }
      return (100 * weighted) / 7;
    });
  },
});

/**
 * Ultimate oscillator, 0 to 100: buying pressure (close − the lower of low and last close) over true range, summed over
 * three windows and weighted 4 : 2 : 1 (Williams 1985; TA-Lib ULTOSC). NaN for the first `long` bars, while a NaN is in a
 * window, and where a window has no range (TA-Lib leaves that term out).
 *
 * @param short an integer from 1; 7 without it
 * @param medium from `short`; 14 without it
 * @param long from `medium`; 28 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function ultimateOscillator<T extends Source>(
  high: T,
  low: T,
  close: T,
  short = 7,
  medium = 14,
  long = 28,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(ultimateOscillatorIndicator, [high, low, close], [short, medium, long], options);
}
