import { Delay } from "../math/delay.ts";
import { RollingExtreme } from "../math/rolling-extreme.ts";
import { tickMidpoint } from "../math/tick-units.ts";
import { checkWindow } from "./check-window.ts";
import { compute, defineIndicator, type Outputs, type Source, type SourceOptions } from "./indicator.ts";
import { severalOutputs } from "./indicator-stream.ts";
import { sharedGrid } from "./shared-grid.ts";

export const ichimokuIndicator = defineIndicator({
  name: "ichimoku",
  inputs: ["high", "low"],
  params: ["conversion", "base", "span", "displacement"],
  outputs: ["conversion", "base", "spanA", "spanB"],
  check([conversion, base, span, displacement]) {
    checkWindow("conversion", conversion);
    checkWindow("base", base);
    checkWindow("span", span);
    checkWindow("displacement", displacement);
  },
  firstDefined: firstCloud,
  settled: firstCloud,
  stream([conversion, base, span, displacement], context) {
    const grid = sharedGrid(context, 2);
    const quick = new Middle(conversion!, grid);
    const steady = new Middle(base!, grid);
    const wide = new Middle(span!, grid);
    const earlierA = new Delay(displacement!);
    const earlierB = new Delay(displacement!);
    return severalOutputs(4, (outputs, high, low) => {
      const tenkan = quick.push(high, low);
      const kijun = steady.push(high, low);
      const spanA = earlierA.push((tenkan + kijun) / 2);
      const spanB = earlierB.push(wide.push(high, low));
      const sum = tenkan + kijun + spanA + spanB;
      const isDefined = !Number.isNaN(sum);
      outputs[0] = isDefined ? tenkan : NaN;
      outputs[1] = isDefined ? kijun : NaN;
      outputs[2] = isDefined ? spanA : NaN;
      outputs[3] = isDefined ? spanB : NaN;
    });
  },
});

function firstCloud([conversion, base, span, displacement]: readonly number[]): number {
  return Math.max(conversion!, base!, span!) - 1 + displacement!;
}

/** The middle of the last `length` bars' range. */
class Middle {
  private readonly top: RollingExtreme;
  private readonly bottom: RollingExtreme;
  private readonly grid: number | null;

  constructor(length: number, grid: number | null) {
    this.top = new RollingExtreme(length, "highest");
    this.bottom = new RollingExtreme(length, "lowest");
    this.grid = grid;
  }

  push(high: number, low: number): number {
    return tickMidpoint(this.top.push(high), this.bottom.push(low), this.grid);
  }
}

/**
 * Ichimoku Kinko Hyo (Hosoda 1969): `conversion` (tenkan) and `base` (kijun) = the middle of the range of their last
 * bars; `spanA` = the mean of those two and `spanB` = the middle of the last `span` bars, both of `displacement` bars ago:
 * the edges of the cloud that a chart shows at this bar. Backtrader shifts by the whole displacement too; charting
 * programs that count the current bar shift by one less. The lagging span is the close drawn into the past; here that
 * would be the future, so compare the close with `close.lag(displacement)` instead.
 *
 * All four begin together: NaN for the first max(`conversion`, `base`, `span`) + `displacement` − 1 bars. A NaN in a
 * price makes NaN while it is in a window, and when that window comes up `displacement` bars later.
 *
 * @param conversion an integer from 1; 9 without it
 * @param base an integer from 1; 26 without it
 * @param span an integer from 1; 52 without it
 * @param displacement an integer from 1; 26 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 */
export function ichimoku<T extends Source>(
  high: T,
  low: T,
  conversion = 9,
  base = 26,
  span = 52,
  displacement = 26,
  options?: SourceOptions,
): Outputs<T, "conversion" | "base" | "spanA" | "spanB"> {
  return compute(ichimokuIndicator, [high, low], [conversion, base, span, displacement], options);
}
