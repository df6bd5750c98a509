import { Delay } from "../math/delay.ts";
import { adxIndicator } from "./adx.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const adxrIndicator = defineIndicator({
  name: "adxr",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["adxr"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => 3 * length! - 2,
  settled: ([length]) => adxIndicator.settled([length!]) + length! - 1,
  stream([length], context) {
    const strength = adxIndicator.stream([length!], context);
    const earlier = new Delay(length! - 1);
    return oneOutput((high, low, close) => {
      const now = strength.update(high, low, close);
      return (now + earlier.push(now)) / 2;
    });
  },
});

/**
 * Average directional index rating: the mean of the ADX now and `length − 1` bars ago (TA-Lib ADXR; Backtrader looks back
 * `length` bars). NaN for the first `3 length − 2` bars; a NaN in a price starts it anew.
 *
 * @param length an integer from 2; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function adxr<T extends Source>(high: T, low: T, close: T, length = 14, options?: SourceOptions): Computed<T> {
  return computeOne(adxrIndicator, [high, low, close], [length], options);
}
