/**
 * The highest (or lowest) of a column over windows whose ends only ever move forward, constant time per value on average:
 * as `RollingExtreme`, for windows of any lengths. NaN values count for nothing.
 */
export class SlidingExtreme {
  private readonly values: Float64Array;
  private readonly sign: 1 | -1;
  /** Rows that can still become the extreme, from the most extreme to the latest. */
  private readonly rows: Int32Array;
  private head = 0;
  private tail = 0;
  private next = 0;

  constructor(values: Float64Array, kind: "highest" | "lowest") {
    this.values = values;
    this.sign = kind === "highest" ? 1 : -1;
    this.rows = new Int32Array(values.length);
  }

  /** The extreme of the rows `from` to `to` (not included); NaN without one. Neither may be below that of an earlier call. */
  over(from: number, to: number): number {
    const { values, rows, sign } = this;
    for (; this.next < to; this.next++) {
      const value = values[this.next]!;
      if (Number.isNaN(value)) continue;
      while (this.tail > this.head && sign * values[rows[this.tail - 1]!]! <= sign * value) this.tail--;
      rows[this.tail++] = this.next;
    }
    while (this.head < this.tail && rows[this.head]! < from) this.head++;
    return this.head < this.tail ? values[rows[this.head]!]! : NaN;
  }
}
