import type { PackedColumn } from "./packed-column.ts";

/** Stands for NaN. */
const UNKNOWN = 0xffffffff;

/** Whole numbers from 0, and NaN, in 32 bits: volumes in half the room. */
export class WholeColumn implements PackedColumn {
  readonly length: number;
  private readonly whole: Uint32Array<ArrayBuffer>;

  private constructor(whole: Uint32Array<ArrayBuffer>) {
    this.length = whole.length;
    this.whole = whole;
  }

  /** Null when a value isn't NaN or a whole number from 0 below 2^32 − 1. */
  static pack(values: Float64Array): WholeColumn | null {
    const whole = new Uint32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) {
        whole[i] = UNKNOWN;
        continue;
      }
      whole[i] = value;
      // 1 / −0 is below 0: its sign would be lost.
      if (whole[i] !== value || value === UNKNOWN || (value === 0 && 1 / value < 0)) return null;
    }
    return new WholeColumn(whole);
  }

  at(row: number): number | undefined {
    const value = this.whole[row];
    return value === UNKNOWN ? NaN : value;
  }

  copy(out: Float64Array, start: number, end: number): void {
    const { whole } = this;
    for (let i = start; i < end; i++) {
      const value = whole[i]!;
      out[i - start] = value === UNKNOWN ? NaN : value;
    }
  }

  free(): void {
    this.whole.buffer.transfer(0);
  }
}
