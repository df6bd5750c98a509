import { RollingExtreme } from "../math/rolling-extreme.ts";
import { tickMidpoint } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const donchianIndicator = defineIndicator({
  name: "donchian",
  inputs: ["high", "low"],
  params: ["length"],
  outputs: ["upper", "middle", "lower"],
  check: ([length]) => void checkWindow("length", length),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const grid = sharedGrid(context, 2);
    const top = new RollingExtreme(length!, "highest");
    const bottom = new RollingExtreme(length!, "lowest");
    return severalOutputs(3, (outputs, high, low) => {
      const upper = top.push(high);
      const lower = bottom.push(low);
      const middle = tickMidpoint(upper, lower, grid);
      const isDefined = !Number.isNaN(middle);
      outputs[0] = isDefined ? upper : NaN;
      outputs[1] = middle;
      outputs[2] = isDefined ? lower : NaN;
    });
  },
});

/**
 * Donchian channel: `upper` = highest high and `lower` = lowest low of the last `length` bars, this one included;
 * `middle` between them (TA-Lib MIDPRICE). As this bar is inside, no close is ever beyond it: for breakouts compare with
 * the channel of the bar before, `upper.lag(1)`. NaN for the first `length − 1` bars and while a NaN is in the window.
 *
 * @param length an integer from 1; 20 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function donchian<T extends Source>(
  high: T,
  low: T,
  length = 20,
  options?: SourceOptions,
): Outputs<T, "upper" | "middle" | "lower"> {
  return compute(donchianIndicator, [high, low], [length], options);
}
