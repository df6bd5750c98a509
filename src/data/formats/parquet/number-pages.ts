import type { PageContent } from "./check-pages.ts";
import { unpackDeltas } from "./delta-integers.ts";
import { integersOfBits } from "./integer-bits.ts";
import { ENCODINGS, PAGES } from "./parquet-numbers.ts";
import { lookUpValues } from "./value-dictionary.ts";

/**
 * Writes the numbers of pages without levels to `out`, from `row` on, and returns the row behind the last.
 *
 * @param isInteger whether they are whole numbers of 64 bits; else doubles
 * @throws {Error} for pages that aren't written here, or make no sense, with the problem as its message
 */
export function decodeNumberPages(
  pages: readonly PageContent[],
  isInteger: boolean,
  out: Float64Array,
  row: number,
): number {
  let dictionary = new Float64Array(0);
  let at = row;
  for (const { type, encoding, count, bytes } of pages) {
    if (type === PAGES.DICTIONARY) {
      dictionary = new Float64Array(count);
      copyPlain(bytes, count, isInteger, dictionary, 0);
      continue;
    }
    if (encoding === ENCODINGS.PLAIN) copyPlain(bytes, count, isInteger, out, at);
    else if (encoding === ENCODINGS.DELTA_BINARY_PACKED && isInteger) unpackDeltas(bytes, count, out, at);
    else if (encoding === ENCODINGS.RLE_DICTIONARY && count > 0) lookUpValues(dictionary, bytes, count, out, at);
    else if (count > 0) throw new Error(`numbers of the encoding ${encoding}`);
    at += count;
  }
  return at;
}

function copyPlain(bytes: Uint8Array, count: number, isInteger: boolean, out: Float64Array, row: number): void {
  if (bytes.length < 8 * count) throw new Error(`${bytes.length} bytes hold no ${count} values`);
  const values = isInteger ? new Float64Array(count) : out.subarray(row, row + count);
  new Uint8Array(values.buffer, values.byteOffset, 8 * count).set(bytes.subarray(0, 8 * count));
  if (isInteger) integersOfBits(new BigInt64Array(values.buffer), out, row);
}
