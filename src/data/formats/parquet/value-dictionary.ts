import { packBits } from "./packed-bits.ts";

/** More values than these aren't kept in a dictionary: two bytes each would be as long as their packed bits. */
const MOST_VALUES = 1 << 16;

/** A column as its different values and which of them each row has, both as pages of Parquet hold them. */
export interface DictionaryPages {
  /** How many different values. */
  readonly count: number;
  /** They, one after the other. */
  readonly values: Uint8Array<ArrayBuffer>;
  readonly indexes: Uint8Array<ArrayBuffer>;
}

/** Makes dictionaries of columns of at most `rows` rows; its room is used again for each of them. */
export class ValueDictionary {
  private readonly most: number;
  private readonly shift: number;
  /** For each slot the index of a value plus one; 0: free. */
  private readonly slots: Int32Array;
  /** The bits of the values, low and high half. */
  private readonly halves: Int32Array<ArrayBuffer>;
  private readonly indexes: Uint32Array;

  constructor(rows: number) {
    // Below a quarter of the rows, values and indexes take at most half of what the column takes.
    this.most = Math.max(1, Math.min(MOST_VALUES, Math.floor(rows / 4)));
    const bits = Math.max(4, 33 - Math.clz32(this.most));
    this.shift = 32 - bits;
    this.slots = new Int32Array(1 << bits);
    this.halves = new Int32Array(2 * this.most);
    this.indexes = new Uint32Array(Math.ceil(rows / 8) * 8);
  }

  /** Undefined for a column with too many different values. They are told apart by their bits. */
  pagesOf(column: Float64Array): DictionaryPages | undefined {
    const count = this.fill(column);
    if (count === undefined) return undefined;
    const values = new Uint8Array(this.halves.slice(0, 2 * count).buffer);
    return { count, values, indexes: this.packIndexes(column.length, count) };
  }

  private fill(column: Float64Array): number | undefined {
    const { slots, halves, indexes, most, shift } = this;
    const bits = new Int32Array(column.buffer, column.byteOffset, 2 * column.length);
    const mask = slots.length - 1;
    slots.fill(0);
    let count = 0;
    let last = 0;
    for (let i = 0; i < column.length; i++) {
      const low = bits[2 * i]!;
      const high = bits[2 * i + 1]!;
      if (count > 0 && halves[2 * last] === low && halves[2 * last + 1] === high) {
        indexes[i] = last;
        continue;
      }
      const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
      let slot = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> shift;
      for (;;) {
        const found = slots[slot]! - 1;
        if (found < 0) {
          if (count === most) return undefined;
          halves[2 * count] = low;
          halves[2 * count + 1] = high;
          last = count++;
          slots[slot] = count;
          break;
        }
        if (halves[2 * found] === low && halves[2 * found + 1] === high) {
          last = found;
          break;
        }
        slot = (slot + 1) & mask;
      }
      indexes[i] = last;
    }
    return count;
  }

  /** The width of an index, then one run: of a length where all rows are alike, else of packed bits. */
  private packIndexes(rows: number, count: number): Uint8Array<ArrayBuffer> {
    const groups = Math.ceil(rows / 8);
    if (count <= 1) return Uint8Array.of(1, ...varint(rows * 2), 0);
    const width = 32 - Math.clz32(count - 1);
    const head = varint(groups * 2 + 1);
    const page = new Uint8Array(1 + head.length + groups * width);
    page[0] = width;
    page.set(head, 1);
    this.indexes.fill(0, rows, groups * 8);
    packBits(this.indexes, 0, groups * 8, width, page, 1 + head.length);
    return page;
  }
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

/** In four bytes, wherever in the first of them an index begins. */
const WIDEST = 25;

/**
 * Looks up the values of `count` rows that a page of indexes holds, and writes them to `out` from `row` on.
 *
 * @param page a byte for the width of an index, then runs, which `countInRuns` has found to make sense
 * @throws {Error} for an index that the dictionary doesn't have, or can't have, with the problem as its message
 */
export function lookUpValues(
  dictionary: Float64Array,
  page: Uint8Array,
  count: number,
  out: Float64Array,
  row: number,
): void {
  const width = page[0] ?? 0;
  if (width > WIDEST) throw new Error(`indexes of ${width} bits`);
  // Without a width, all rows have the first value.
  let highest = 0;
  if (width === 0) out.fill(dictionary[0] ?? NaN, row, row + count);
  for (let done = 0, at = 1; width > 0 && done < count; ) {
    let head = 0;
    let scale = 1;
    for (;;) {
      const byte = page[at++]!;
      head += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) break;
    }
    const length = Math.floor(head / 2);
    if (head % 2 === 1) {
      const rows = Math.min(count - done, length * 8);
      highest = Math.max(highest, lookUpPacked(dictionary, page, at, rows, width, out, row + done));
      at += length * width;
      done += rows;
    } else {
      let index = 0;
      let place = 1;
      for (let j = 0; 8 * j < width; j++, place *= 256) index += page[at++]! * place;
      highest = Math.max(highest, index);
      out.fill(dictionary[index] ?? NaN, row + done, row + done + length);
      done += length;
    }
  }
  if (highest < dictionary.length) return;
  throw new Error(`a dictionary of ${dictionary.length} values has none of index ${highest}`);
}

/** Returns the highest index. */
function lookUpPacked(
  dictionary: Float64Array,
  page: Uint8Array,
  at: number,
  count: number,
  width: number,
  out: Float64Array,
  row: number,
): number {
  const packed = page.subarray(at, at + Math.ceil((count * width) / 8));
  // With four bytes behind the last one, every index can be read from four.
  const bytes = new DataView(new ArrayBuffer(packed.length + 4));
  new Uint8Array(bytes.buffer).set(packed);
  const mask = (1 << width) - 1;
  let highest = 0;
  for (let i = 0, bit = 0; i < count; i++, bit += width) {
    const index = (bytes.getInt32(bit >>> 3, true) >>> (bit & 7)) & mask;
    if (index > highest) highest = index;
    out[row + i] = dictionary[index]!;
  }
  return highest;
}
