import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";

/** Shorter bars of the same instrument, by the bars that they lie in. */
export class FinerBars {
  readonly bars: Bars;
  private readonly coarse: Bars;

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT when they are prices of something else, or none lies in any bar */
  constructor(coarse: Bars, bars: Bars) {
    this.coarse = coarse;
    this.bars = bars;
    const refuse = (rule: string) => {
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "finer", rule, value: bars.source });
    };
    if (bars.instrument.symbol !== coarse.instrument.symbol) refuse(`bars of ${coarse.instrument.symbol}`);
    if (bars.adjustment !== coarse.adjustment) refuse(`${coarse.adjustment} prices, as the bars are`);
    if (!this.isAnyInside()) refuse(`bars inside of those of ${coarse.timeframe.label}, shorter ones`);
  }

  /** Rows that lie in bar `i`, from and up to; none where they lack. */
  rowsIn(i: number): readonly [from: number, to: number] {
    const [time, closeTime] = [columnOf(this.coarse, "time").at(i)!, columnOf(this.coarse, "closeTime").at(i)!];
    const from = this.firstFrom(time);
    let to = from;
    const closes = columnOf(this.bars, "closeTime");
    while (to < this.bars.length && closes.at(to)! <= closeTime) to++;
    return [from, to];
  }

  private isAnyInside(): boolean {
    for (let i = 0; i < this.coarse.length; i++) {
      const [from, to] = this.rowsIn(i);
      if (to - from > 1) return true;
    }
    return false;
  }

  /** The first row that opens at a time or later. */
  private firstFrom(time: number): number {
    const opens = columnOf(this.bars, "time");
    let [low, high] = [0, this.bars.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (opens.at(middle)! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
