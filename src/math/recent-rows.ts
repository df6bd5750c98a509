/**
 * The last `window` rows of a few columns, each of them contiguous and oldest first. Full once that many rows without a
 * NaN or an infinity have come in a row.
 */
export class RecentRows {
  private readonly columns: readonly Float64Array[];
  private readonly window: number;
  private next = 0;
  private missing: number;

  constructor(columns: number, window: number) {
    // Each value is kept twice, a window apart, so that any window is one piece.
    this.columns = Array.from({ length: columns }, () => new Float64Array(2 * window));
    this.window = window;
    this.missing = window;
  }

  get isFull(): boolean {
    return this.missing === 0;
  }

  /** Takes the next row; values beyond the number of columns are ignored. */
  push(a: number, b = a, c = a, d = a): void {
    const { columns, window, next } = this;
    let hasAll = true;
    for (let k = 0; k < columns.length; k++) {
      const value = k === 0 ? a : k === 1 ? b : k === 2 ? c : d;
      const column = columns[k]!;
      column[next] = value;
      column[next + window] = value;
      hasAll &&= Number.isFinite(value);
    }
    this.next = next + 1 === window ? 0 : next + 1;
    this.missing = hasAll ? Math.max(0, this.missing - 1) : window;
  }

  /** Column `k` as a view, oldest first; valid until the next row. */
  column(k: number): Float64Array {
    return this.columns[k]!.subarray(this.next, this.next + this.window);
  }
}
