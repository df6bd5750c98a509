import type { BarColumns } from "../../../market/bars-check.ts";
import { BAR_COLUMNS } from "./bars-schema.ts";

/** Odd, with bits all over (2^32 over the golden ratio, and a prime of xxHash). */
const FACTORS = [0x9e3779b1, 0x85ebca77] as const;

/**
 * A checksum of 64 bits over the bits of all columns, which may come piece by piece, and over a text. Each step is a
 * bijection of what came before, so that one changed value always shows. Every NaN counts as the same.
 */
export class BarsChecksum {
  private readonly low = new Int32Array(BAR_COLUMNS.length);
  private readonly high = new Int32Array(BAR_COLUMNS.length);

  add(columns: BarColumns): void {
    for (const [j, { key }] of BAR_COLUMNS.entries()) this.addColumn(j, columns[key]);
  }

  addColumn(j: number, values: Float64Array): void {
    const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    let low = this.low[j]!;
    let high = this.high[j]!;
    for (let i = 0; i < words.length; i += 2) {
      const isUnknown = Number.isNaN(values[i >> 1]);
      low = Math.imul(low ^ (isUnknown ? 0 : words[i]!), FACTORS[0]);
      low = (low << 13) | (low >>> 19);
      high = Math.imul(high ^ (isUnknown ? 0x7ff80000 : words[i + 1]!), FACTORS[1]);
      high = (high << 15) | (high >>> 17);
    }
    this.low[j] = low;
    this.high[j] = high;
  }

  /** 16 hexadecimal digits. */
  digest(text: string): string {
    let low = this.fold(this.low, FACTORS[0]);
    let high = this.fold(this.high, FACTORS[1]);
    for (const byte of new TextEncoder().encode(text)) {
      low = mix(low ^ byte, FACTORS[0]);
      high = mix(high ^ byte, FACTORS[1]);
    }
    return hex(low) + hex(high);
  }

  private fold(lane: Int32Array, factor: number): number {
    return lane.reduce((sum, word) => mix(sum ^ word, factor), lane.length);
  }
}

function mix(word: number, factor: number): number {
  const product = Math.imul(word, factor);
  return product ^ (product >>> 15);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
