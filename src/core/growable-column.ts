type NumberArray = Float64Array | Int32Array | Int8Array | Uint8Array;

/** A typed array that grows: doubles when full, so that a push costs the same however long it gets. */
export class GrowableColumn<T extends NumberArray> {
  private values: T;
  private readonly create: (length: number) => T;
  length = 0;

  /** @param create makes an array of a length: `(n) => new Float64Array(n)` */
  constructor(create: (length: number) => T, capacity = 64) {
    this.create = create;
    this.values = create(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = this.create(Math.max(1, this.length * 2));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(i: number): number {
    return this.values[i]!;
  }

  set(i: number, value: number): void {
    this.values[i] = value;
  }

  /** Exactly the pushed values, as they lie here: for who is done with them before the next push. */
  get view(): T {
    return this.values.subarray(0, this.length) as T;
  }

  /** A copy of exactly the pushed values. */
  toArray(): T {
    return this.values.slice(0, this.length) as T;
  }
}

export const growableFloat64 = (): GrowableColumn<Float64Array> => new GrowableColumn((n) => new Float64Array(n));
export const growableInt32 = (): GrowableColumn<Int32Array> => new GrowableColumn((n) => new Int32Array(n));
export const growableInt8 = (): GrowableColumn<Int8Array> => new GrowableColumn((n) => new Int8Array(n));
export const growableUint8 = (): GrowableColumn<Uint8Array> => new GrowableColumn((n) => new Uint8Array(n));
