import { tickDifference } from "../math/tick-units.ts";
import { type Computed, computeOne, defineIndicator, type Source, type SourceOptions } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const balanceOfPowerIndicator = defineIndicator({
  name: "balanceOfPower",
  inputs: ["open", "high", "low", "close"],
  params: [],
  outputs: ["balanceOfPower"],
  check: () => {},
  firstDefined: () => 0,
  settled: () => 0,
  stream(_, context) {
    const grid = sharedGrid(context, 4);
    return oneOutput((open, high, low, close) => {
      const range = tickDifference(high, low, grid);
      return range === 0 ? NaN : tickDifference(close, open, grid) / range;
    });
  },
});

/**
 * Balance of power, −1 to 1: (close − open) / (high − low) (Livshin 2001; TA-Lib BOP, unsmoothed). Defined from the first
 * bar; NaN where a price is NaN and where the bar has no range (TA-Lib: 0).
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH
 */
export function balanceOfPower<T extends Source>(
  open: T,
  high: T,
  low: T,
  close: T,
  options?: SourceOptions,
): Computed<T> {
  return computeOne(balanceOfPowerIndicator, [open, high, low, close], [], options);
}
