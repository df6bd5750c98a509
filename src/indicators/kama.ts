import { Delay } from "../math/delay.ts";
import { RollingSum } from "../math/rolling-sum.ts";
import { tickDifference } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settling } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const kamaIndicator = defineIndicator({
  name: "kama",
  inputs: ["source"],
  params: ["length", "fast", "slow"],
  outputs: ["kama"],
  check([length, fast, slow]) {
    checkWindow("length", length);
    checkWindow("fast", fast);
    checkWindow("slow", slow);
  },
  firstDefined: ([length]) => length!,
  settled([length, fast, slow]) {
    const weight = 2 / (Math.max(fast!, slow!) + 1);
    return length! + settling(weight * weight);
  },
  stream([length, fast, slow], context) {
    const grid = sharedGrid(context);
    const earlier = new Delay(length!);
    const path = new RollingSum(length!, grid);
    const fastWeight = 2 / (fast! + 1);
    const slowWeight = 2 / (slow! + 1);
    let previous = NaN;
    let average = NaN;
    return oneOutput((value) => {
      path.push(Math.abs(tickDifference(value, previous, grid)));
      const covered = path.total / (grid ?? 1);
      const distance = Math.abs(tickDifference(value, earlier.push(value), grid));
      if (!Number.isNaN(covered)) {
        const efficiency = distance < covered ? distance / covered : 1;
        const weight = efficiency * (fastWeight - slowWeight) + slowWeight;
        const start = !Number.isNaN(average) ? average : previous;
        average = start + weight * weight * (value - start);
      } else {
        average = NaN;
      }
      previous = value;
      return average;
    });
  },
});

/**
 * Kaufman's adaptive moving average: an exponential average whose weight follows the efficiency of the last `length`
 * moves (distance / path), between that of an EMA of `slow` and one of `fast`, squared (Kaufman 1995, "Smarter Trading";
 * TA-Lib KAMA). Like TA-Lib it starts from the value before the first output; others start from zero, the first value,
 * or a simple average, and differ until the seed has faded. Where nothing moved the efficiency is 1.
 *
 * NaN for the first `length` bars; a NaN in the input starts it anew.
 *
 * @param length moves whose efficiency is measured, an integer from 1; 10 without it
 * @param fast bars of the fastest average; 2 without it
 * @param slow bars of the slowest average; 30 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function kama<T extends Source>(
  source: T,
  length = 10,
  fast = 2,
  slow = 30,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(kamaIndicator, [source], [length, fast, slow], options);
}
