/** What each row's clock added to UTC, in milliseconds. Neighbours mostly share it: only changes are kept. */
export class OffsetRuns {
  private readonly firstRows: number[] = [];
  private readonly offsets: number[] = [];
  private length = 0;

  /** The same offset for every row. */
  static constant(offset: number): OffsetRuns {
    const runs = new OffsetRuns();
    runs.push(offset);
    return runs;
  }

  push(offset: number): void {
    if (this.length === 0 || this.offsets[this.offsets.length - 1] !== offset) {
      this.firstRows.push(this.length);
      this.offsets.push(offset);
    }
    this.length++;
  }

  at(row: number): number {
    let low = 0;
    let high = this.firstRows.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.firstRows[middle]! <= row) low = middle;
      else high = middle;
    }
    return this.offsets[low]!;
  }

  /** Turns written times into instants, in place. */
  subtractFrom(written: Float64Array): void {
    for (const [run, offset] of this.offsets.entries()) {
      if (offset === 0) continue;
      const end = this.firstRows[run + 1] ?? written.length;
      for (let row = this.firstRows[run]!; row < end; row++) written[row] = written[row]! - offset;
    }
  }
}
