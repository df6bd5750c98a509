import { checkPositive } from "../core/checks.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const psarIndicator = defineIndicator({
  name: "psar",
  inputs: ["high", "low"],
  params: ["acceleration", "maximum"],
  outputs: ["psar"],
  check([acceleration, maximum]) {
    checkPositive("acceleration", acceleration);
    checkPositive("maximum", maximum);
  },
  firstDefined: () => 1,
  settled: () => Infinity,
  stream([acceleration, maximum]) {
    const firstStep = Math.min(acceleration!, maximum!);
    let previousHigh = NaN;
    let previousLow = NaN;
    let isStarted = false;
    let isLong = true;
    let step = firstStep;
    let extreme = NaN;
    let next = NaN;
    return oneOutput((high, low) => {
      if (!Number.isFinite(high) || !Number.isFinite(low) || Number.isNaN(previousHigh)) {
        const isMissing = !Number.isFinite(high) || !Number.isFinite(low);
        previousHigh = isMissing ? NaN : high;
        previousLow = isMissing ? NaN : low;
        isStarted = false;
        return NaN;
      }
      if (!isStarted) {
        const down = previousLow - low;
        isLong = !(down > 0 && down > high - previousHigh);
        extreme = isLong ? high : low;
        next = isLong ? previousLow : previousHigh;
        step = firstStep;
        isStarted = true;
        previousHigh = high;
        previousLow = low;
      }
      const isReversal = isLong ? low <= next : high >= next;
      let stop = next;
      if (isReversal) {
        isLong = !isLong;
        stop = isLong ? Math.min(extreme, previousLow, low) : Math.max(extreme, previousHigh, high);
        step = firstStep;
        extreme = isLong ? high : low;
      } else if (isLong ? high > extreme : low < extreme) {
        extreme = isLong ? high : low;
        step = Math.min(step + firstStep, maximum!);
      }
      next = stop + step * (extreme - stop);
      next = isLong ? Math.min(next, previousLow, low) : Math.max(next, previousHigh, high);
      previousHigh = high;
      previousLow = low;
      return stop;
    });
  },
});

/**
 * Parabolic stop and reverse, a price: below the bars in an upward leg, above them in a downward one (Wilder 1978;
 * TA-Lib SAR). The first leg is downward when bar 1 moves further down than up, else upward; others decide it by two
 * closes and can differ for the first leg.
 *
 * NaN for the first bar; a NaN in a price starts it anew. The legs depend on where they began, so that no number of
 * bars is sure to settle it.
 *
 * @param acceleration first step and what each new extreme adds to it, above 0; 0.02 without it
 * @param maximum step, above 0; 0.2 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function psar<T extends Source>(
  high: T,
  low: T,
  acceleration = 0.02,
  maximum = 0.2,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(psarIndicator, [high, low], [acceleration, maximum], options);
}
