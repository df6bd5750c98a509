import { checkInteger } from "../core/checks.ts";
import { ExponentialAverage } from "../math/exponential-average.ts";
import { AccumulationLine } from "./adl.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const chaikinOscillatorIndicator = defineIndicator({
  name: "chaikinOscillator",
  inputs: ["high", "low", "close", "volume"],
  params: ["fast", "slow"],
  outputs: ["chaikinOscillator"],
  check([fast, slow]) {
    checkWindow("fast", fast);
    checkWindow("slow", slow);
    checkInteger("slow", slow, fast! + 1);
  },
  firstDefined: ([, slow]) => slow! - 1,
  settled: ([, slow]) => slow! - 1 + settlingOfEma(slow!),
  stream([fast, slow], context) {
    const line = new AccumulationLine(sharedGrid(context, 3));
    const fastAverage = new ExponentialAverage(1, 2 / (fast! + 1));
    const slowAverage = new ExponentialAverage(1, 2 / (slow! + 1));
    let seen = 0;
    return oneOutput((high, low, close, volume) => {
      const total = line.push(high, low, close, volume);
      if (Number.isNaN(total)) return NaN;
      const difference = fastAverage.push(total) - slowAverage.push(total);
      return ++seen < slow! ? NaN : difference;
    });
  },
});

/**
 * Chaikin oscillator, in units: EMA(fast) − EMA(slow) of the accumulation/distribution line (Chaikin; TA-Lib ADOSC). As in
 * TA-Lib both averages start from the line's first value, not from a mean. NaN for the first `slow − 1` bars. A bar with
 * a NaN is NaN and adds nothing; line and averages go on after it.
 *
 * @param fast an integer from 1, below `slow`; 3 without it
 * @param slow 10 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function chaikinOscillator<T extends Source>(
  high: T,
  low: T,
  close: T,
  volume: T,
  fast = 3,
  slow = 10,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(chaikinOscillatorIndicator, [high, low, close, volume], [fast, slow], options);
}
