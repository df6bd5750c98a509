import { growableInt32 } from "./growable-column.ts";

/** Where stretches of rows begin, ascending, for columns that are the same, or alike, for long. */
export class RunStarts {
  private readonly starts = growableInt32();
  /** The stretch that was asked for last: mostly the next question is about it, or the one behind it. */
  private current = 0;

  get length(): number {
    return this.starts.length;
  }

  push(row: number): void {
    this.starts.push(row);
  }

  /** First row of a stretch; Infinity behind the last. */
  at(run: number): number {
    return run < this.starts.length ? this.starts.at(run) : Infinity;
  }

  /** First rows of all stretches. */
  toArray(): Int32Array {
    return this.starts.toArray();
  }

  /** The stretch that holds a row, at or behind the first start. */
  runOf(row: number): number {
    let run = this.current;
    if (row >= this.at(run)) {
      if (row < this.at(run + 1)) return run;
      if (row < this.at(run + 2)) return ++this.current;
    }
    run = 0;
    let end = this.starts.length;
    while (end - run > 1) {
      const middle = (run + end) >>> 1;
      if (this.starts.at(middle) <= row) run = middle;
      else end = middle;
    }
    this.current = run;
    return run;
  }
}
