import { checkInteger } from "../core/checks.ts";
import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const ppoIndicator = defineIndicator({
  name: "ppo",
  inputs: ["source"],
  params: ["fast", "slow"],
  outputs: ["ppo"],
  check([fast, slow]) {
    checkWindow("fast", fast);
    checkWindow("slow", slow);
    checkInteger("slow", slow, fast! + 1);
  },
  firstDefined: ([, slow]) => slow! - 1,
  settled: ([, slow]) => slow! - 1 + settlingOfEma(slow!),
  stream([fast, slow], context) {
    const grid = sharedGrid(context);
    const fastAverage = ExponentialAverage.ema(fast!, grid);
    const slowAverage = ExponentialAverage.ema(slow!, grid);
    return oneOutput((value) => {
      const quick = fastAverage.push(value);
      const steady = slowAverage.push(value);
      return steady === 0 ? NaN : (100 * (quick - steady)) / steady;
    });
  },
});

/**
 * Percentage price oscillator: 100 (EMA(fast) − EMA(slow)) / EMA(slow), in percent of price and so comparable between
 * instruments, where MACD is in price (TA-Lib PPO with exponential averages; TA-Lib's own default is simple ones). Each
 * average is seeded with its own first values, unlike in MACD. NaN for the first `slow − 1` bars; a NaN in the input
 * starts it anew.
 *
 * @param fast an integer from 1, below `slow`; 12 without it
 * @param slow 26 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function ppo<T extends Source>(source: T, fast = 12, slow = 26, options?: SourceOptions): Computed<T> {
  return computeOne(ppoIndicator, [source], [fast, slow], options);
}
