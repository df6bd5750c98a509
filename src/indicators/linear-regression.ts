import { RollingLine } from "../math/rolling-line.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const linearRegressionIndicator = defineIndicator({
  name: "linearRegression",
  inputs: ["source"],
  params: ["length"],
  outputs: ["value", "slope", "intercept", "r2"],
  check: ([length]) => void checkWindow("length", length, 2),
  firstDefined: ([length]) => length! - 1,
  settled: ([length]) => length! - 1,
  stream([length], context) {
    const line = new RollingLine(length!, sharedGrid(context));
    return severalOutputs(4, (outputs, value) => {
      line.push(value);
      outputs[0] = line.end;
      outputs[1] = line.slope;
      outputs[2] = line.start;
      outputs[3] = line.rSquared;
    });
  },
});

/**
 * The least-squares line through the last `length` values: `value` at this bar (TA-Lib LINEARREG), `slope` per bar
 * (LINEARREG_SLOPE), `intercept` at the oldest bar of the window (LINEARREG_INTERCEPT), and `r2`, the share of the
 * variance it explains. The line at the next bar (TA-Lib TSF) is `value.plus(slope)`.
 *
 * NaN for the first `length − 1` bars and while a NaN is in the window; `r2` also where all values are equal.
 *
 * @param length an integer from 2; 14 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function linearRegression<T extends Source>(
  source: T,
  length = 14,
  options?: SourceOptions,
): Outputs<T, "value" | "slope" | "intercept" | "r2"> {
  return compute(linearRegressionIndicator, [source], [length], options);
}
