import { growableFloat64 } from "../../core/growable-column.ts";
import { RunStarts } from "../../core/run-starts.ts";
import type { PackedColumn } from "./packed-column.ts";

/** Below so many values a run, on average, plain numbers take hardly more room. */
const FEWEST_A_RUN = 16;

/**
 * Numbers that rise by equal steps for long stretches, as those stretches: the times of a year of minutes are one run a
 * session. Filled piece by piece with `add`.
 */
export class ArithmeticRuns implements PackedColumn {
  private rows = 0;
  private readonly starts = new RunStarts();
  private readonly firsts = growableFloat64();
  private readonly steps = growableFloat64();

  get length(): number {
    return this.rows;
  }

  /** Adds values; false when they don't lie in long runs, or one isn't finite, or −0: the column is of no use then. */
  add(values: Float64Array | Int32Array): boolean {
    const { starts, firsts, steps } = this;
    let run = starts.length - 1;
    let [begins, first, step] = run < 0 ? [0, NaN, 0] : [starts.at(run), firsts.at(run), steps.at(run)];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const place = this.rows + i - begins;
      if (value === 0 && 1 / value < 0) return false;
      if (place > 1 && first + place * step === value) continue;
      if (value - value !== 0) return false;
      if (place === 1 && first + (value - first) === value) {
        step = value - first;
        steps.set(run, step);
        continue;
      }
      run++;
      [begins, first, step] = [this.rows + i, value, 0];
      starts.push(begins);
      firsts.push(first);
      steps.push(step);
    }
    this.rows += values.length;
    return starts.length * FEWEST_A_RUN <= this.rows + FEWEST_A_RUN * FEWEST_A_RUN;
  }

  at(row: number): number | undefined {
    if (!(row >= 0 && row < this.rows)) return undefined;
    const run = this.starts.runOf(row);
    return this.firsts.at(run) + (row - this.starts.at(run)) * this.steps.at(run);
  }

  copy(out: Float64Array | Int32Array, start: number, end: number): void {
    let row = start;
    for (let run = start < end ? this.starts.runOf(start) : 0; row < end; run++) {
      const first = this.firsts.at(run);
      const begins = this.starts.at(run);
      const step = this.steps.at(run);
      const stop = Math.min(end, this.starts.at(run + 1));
      for (; row < stop; row++) out[row - start] = first + (row - begins) * step;
    }
  }
}
