import { amihudIlliquidity } from "../math/amihud-illiquidity.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { windowStream } from "./window-stream.ts";

export const amihudIndicator = defineIndicator({
  name: "amihud",
  inputs: ["close", "volume"],
  params: ["length"],
  outputs: ["illiquidity"],
  check: ([length]) => void checkWindow("length", length, 1),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream: ([length]) => windowStream(2, length! + 1, amihudIlliquidity),
});

/**
 * Illiquidity: the mean of |return| / money traded (close × volume) over the last `length` bars with a bar before them (Y.
 * Amihud, "Illiquidity and stock returns", Journal of Financial Markets 5, 2002). Small numbers: many multiply by 1e6. NaN
 * for the first `length` bars, while a NaN is in the window, and where nothing traded in one of the bars.
 *
 * @param length returns in the window, an integer from 1; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function amihud<T extends Source>(close: T, volume: T, length = 20, options?: SourceOptions): Computed<T> {
  return computeOne(amihudIndicator, [close, volume], [length], options);
}
