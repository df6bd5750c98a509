import { RollingExtreme } from "../math/rolling-extreme.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";

export const aroonIndicator = defineIndicator({
  name: "aroon",
  inputs: ["high", "low"],
  params: ["length"],
  outputs: ["up", "down", "oscillator"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length!,
  settled: ([length]) => length!,
  stream([length]) {
    const n = length!;
    const top = new RollingExtreme(n + 1, "highest");
    const bottom = new RollingExtreme(n + 1, "lowest");
    return severalOutputs(3, (outputs, high, low) => {
      top.push(high);
      bottom.push(low);
      const sinceHigh = top.age;
      const sinceLow = bottom.age;
      const oscillator = (100 * (sinceLow - sinceHigh)) / n;
      const isDefined = !Number.isNaN(oscillator);
      outputs[0] = isDefined ? (100 * (n - sinceHigh)) / n : NaN;
      outputs[1] = isDefined ? (100 * (n - sinceLow)) / n : NaN;
      outputs[2] = oscillator;
    });
  },
});

/**
 * Aroon: `up` = 100 when the high of the last `length + 1` bars is this one, falling to 0 when it is the oldest; `down`
 * likewise for the low; `oscillator` = up − down (Chande 1995; TA-Lib AROON, AROONOSC). Of equal extremes the most recent
 * counts. NaN for the first `length` bars and while a NaN is in the window.
 *
 * @param length an integer from 1; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function aroon<T extends Source>(
  high: T,
  low: T,
  length = 14,
  options?: SourceOptions,
): Outputs<T, "up" | "down" | "oscillator"> {
  return compute(aroonIndicator, [high, low], [length], options);
}
