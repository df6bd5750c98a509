const FIRST_CAPACITY = 4096;

/** A `Float64Array` that grows at its end. */
export class GrowableColumn {
  length = 0;
  private values = new Float64Array(FIRST_CAPACITY);

  push(value: number): void {
    if (this.length === this.values.length) this.resize(this.length * 2);
    this.values[this.length++] = value;
  }

  at(i: number): number {
    return this.values[i]!;
  }

  set(i: number, value: number): void {
    this.values[i] = value;
  }

  /** The first `count` values, as a view that the next change may spoil. */
  first(count: number): Float64Array {
    return this.values.subarray(0, count);
  }

  /** Forgets the first `count` values; the room stays. */
  dropFirst(count: number): void {
    this.values.copyWithin(0, count, this.length);
    this.length -= count;
  }

  clear(): void {
    this.length = 0;
  }

  /** The values, without spare room; the column is spent afterwards. */
  finish(): Float64Array {
    this.resize(this.length);
    return this.values;
  }

  private resize(capacity: number): void {
    this.values = new Float64Array(this.values.buffer.transfer(capacity * Float64Array.BYTES_PER_ELEMENT));
  }
}
