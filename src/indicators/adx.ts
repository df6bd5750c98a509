import { checkWindow } from "./check-window.ts";
import { DirectionalSums } from "./directional-movement.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfWilder } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const adxIndicator = defineIndicator({
  name: "adx",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["adx"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => 2 * length! - 1,
  settled: ([length]) => 2 * (length! + settlingOfWilder(length!)),
  stream([length], context) {
    const n = length!;
    const sums = new DirectionalSums(n, sharedGrid(context, 3));
    let seen = 0;
    let average = 0;
    return oneOutput((high, low, close) => {
      sums.push(high, low, close);
      const { dx } = sums;
      if (!sums.isDefined) {
        seen = average = 0;
      } else if (seen < n) {
        seen++;
        average += (!Number.isNaN(dx) ? dx : 0) / n;
      } else if (!Number.isNaN(dx)) {
        average += (dx - average) / n;
      }
      return seen < n ? NaN : average;
    });
  },
});

/**
 * Average directional index, 0 to 100: Wilder's smoothing of `dx` (see `directionalMovement`), seeded with the mean of
 * its first `length` values (Wilder 1978; TA-Lib ADX). It says how strong a trend is, not which way it goes. NaN for the
 * first `2 length − 1` bars; a NaN in a price starts it anew. As in TA-Lib, a bar without any direction counts as 0 in
 * the seed and leaves the average as it is later.
 *
 * @param length an integer from 2; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function adx<T extends Source>(high: T, low: T, close: T, length = 14, options?: SourceOptions): Computed<T> {
  return computeOne(adxIndicator, [high, low, close], [length], options);
}
