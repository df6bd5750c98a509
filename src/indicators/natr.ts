import { atrIndicator } from "./atr.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";

export const natrIndicator = defineIndicator({
  name: "natr",
  inputs: ["high", "low", "close"],
  params: ["length"],
  outputs: ["natr"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: (params) => atrIndicator.settled(params),
  stream(params, context) {
    const range = atrIndicator.stream(params, context);
    return oneOutput((high, low, close) => {
      const average = range.update(high, low, close);
      return close === 0 ? NaN : (100 * average) / close;
    });
  },
});

/**
 * Normalised average true range, in percent of the close: 100 ATR / close (TA-Lib NATR). NaN for the first `length`
 * bars; a NaN in a price starts it anew.
 *
 * @param length an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function natr<T extends Source>(high: T, low: T, close: T, length = 14, options?: SourceOptions): Computed<T> {
  return computeOne(natrIndicator, [high, low, close], [length], options);
}
