import { checkPositive } from "../core/checks.ts";
import { tickMidpoint } from "../math/tick-units.ts";
import { atrIndicator } from "./atr.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const supertrendIndicator = defineIndicator({
  name: "supertrend",
  inputs: ["high", "low", "close"],
  params: ["length", "multiplier"],
  outputs: ["line", "direction"],
  check([length, multiplier]) {
    checkWindow("length", length);
    checkPositive("multiplier", multiplier);
  },
  firstDefined: ([length]) => length!,
  settled: () => Infinity,
  stream([length, multiplier], context) {
    const grid = sharedGrid(context, 3);
    const range = atrIndicator.stream([length!], context);
    let upper = NaN;
    let lower = NaN;
    let previousClose = NaN;
    let direction = NaN;
    return severalOutputs(2, (outputs, high, low, close) => {
      const distance = multiplier! * range.update(high, low, close);
      if (Number.isNaN(distance)) {
        direction = NaN;
        outputs.fill(NaN);
        return;
      }
      const middle = tickMidpoint(high, low, grid);
      const isFirst = Number.isNaN(direction);
      if (isFirst || middle - distance > lower || previousClose < lower) lower = middle - distance;
      if (isFirst || middle + distance < upper || previousClose > upper) upper = middle + distance;
      if (isFirst) direction = -1;
      else if (direction < 0 && close > upper) direction = 1;
      else if (direction > 0 && close < lower) direction = -1;
      previousClose = close;
      outputs[0] = direction > 0 ? lower : upper;
      outputs[1] = direction;
    });
  },
});

/**
 * Supertrend: bands of `multiplier` average true ranges around the middle of each bar, which only move towards the price
 * until it closes beyond them. `line` is the band that holds, the lower one (a stop below the price) while `direction`
 * is 1, the upper one while it is −1 (Seban; the rules are those of TradingView's `ta.supertrend`, whose direction has the
 * other sign). The first direction is down, as there. TradingView's ATR counts the first bar's plain range as well;
 * ours is TA-Lib's, and begins one bar later.
 *
 * NaN for the first `length` bars; a NaN in a price starts it anew. Where a trend began depends on the path, so that no
 * number of bars is sure to settle it.
 *
 * @param length of the ATR, an integer from 1; 10 without it
 * @param multiplier average true ranges, above 0; 3 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function supertrend<T extends Source>(
  high: T,
  low: T,
  close: T,
  length = 10,
  multiplier = 3,
  options?: SourceOptions,
): Outputs<T, "line" | "direction"> {
  return compute(supertrendIndicator, [high, low, close], [length, multiplier], options);
}
