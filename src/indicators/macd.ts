import { checkInteger } from "../core/checks.ts";
import { ExponentialAverage } from "../math/exponential-average.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { settlingOfEma } from "./settling.ts";
import { sharedGrid } from "./shared-grid.ts";

export const macdIndicator = defineIndicator({
  name: "macd",
  inputs: ["source"],
  params: ["fast", "slow", "signal"],
  outputs: ["macd", "signal", "histogram"],
  check([fast, slow, signal]) {
    checkWindow("fast", fast);
    checkWindow("slow", slow);
    checkInteger("slow", slow, fast! + 1);
    checkWindow("signal", signal);
  },
  firstDefined: ([, slow, signal]) => slow! - 1 + signal! - 1,
  settled: ([, slow, signal]) => slow! - 1 + settlingOfEma(slow!) + signal! - 1 + settlingOfEma(signal!),
  stream([fast, slow, signal], context) {
    const grid = sharedGrid(context);
    const fastAverage = ExponentialAverage.ema(fast!, grid);
    const slowAverage = ExponentialAverage.ema(slow!, grid);
    const signalAverage = ExponentialAverage.ema(signal!);
    let seen = 0;
    return severalOutputs(3, (outputs, value) => {
      seen = Number.isFinite(value) ? seen + 1 : 0;
      const quick = fastAverage.push(seen > slow! - fast! ? value : NaN);
      const line = quick - slowAverage.push(value);
      const average = signalAverage.push(line);
      outputs[0] = !Number.isNaN(average) ? line : NaN;
      outputs[1] = average;
      outputs[2] = line - average;
    });
  },
});

/**
 * Moving average convergence divergence: `macd` = EMA(fast) − EMA(slow), `signal` = EMA(macd, signal), `histogram` =
 * macd − signal (Appel 1979; TA-Lib MACD). All three begin together, with the signal.
 *
 * As in TA-Lib the fast EMA is seeded late, with the `fast` values that end where the slow one's seed ends, so that
 * both averages begin on one bar. Charting programs and Backtrader seed each on its own first values and differ until
 * the seeds have faded.
 *
 * NaN for the first `slow + signal − 2` bars; a NaN in the input starts it anew.
 *
 * @param fast an integer from 1, below `slow`; 12 without it
 * @param slow 26 without it
 * @param signal an integer from 1; 9 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example const { macd: line, signal } = macd(close)
 */
export function macd<T extends Source>(
  source: T,
  fast = 12,
  slow = 26,
  signal = 9,
  options?: SourceOptions,
): Outputs<T, "macd" | "signal" | "histogram"> {
  return compute(macdIndicator, [source], [fast, slow, signal], options);
}
