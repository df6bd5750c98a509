import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countInRuns } from "./run-lengths.ts";
import { lookUpValues, ValueDictionary } from "./value-dictionary.ts";

function roundTrip(values: Float64Array, dictionary = new ValueDictionary(values.length)): Float64Array | undefined {
  const pages = dictionary.pagesOf(values);
  if (pages === undefined) return undefined;
  const [width] = pages.indexes;
  expect(countInRuns(pages.indexes, 1, pages.indexes.length, width!, values.length)).toBeGreaterThanOrEqual(0);
  const known = new Float64Array(pages.values.buffer);
  expect(known).toHaveLength(pages.count);
  const out = new Float64Array(values.length + 2);
  lookUpValues(known, pages.indexes, values.length, out, 1);
  expect([out[0], out.at(-1)]).toEqual([0, 0]);
  return out.slice(1, -1);
}

const bitsOf = (values: Float64Array) => [...new BigInt64Array(values.slice().buffer)];

describe("ValueDictionary and lookUpValues", () => {
  it("write the pages that the specification's rules give by hand", () => {
    const pages = new ValueDictionary(16).pagesOf(Float64Array.of(5, 7, 5, 5, 9, 9, 7, 5, 5))!;
    expect([...new Float64Array(pages.values.buffer)]).toEqual([5, 7, 9]);
    // Two bits each, one run of two groups of eight (2 << 1 | 1), then 0 1 0 0 | 2 2 1 0 | 0 and zeros behind.
    expect([...pages.indexes]).toEqual([2, 5, 0b00000100, 0b00011010, 0, 0]);
    // All alike: one bit, a run of nine (9 << 1).
    expect([...new ValueDictionary(9).pagesOf(new Float64Array(9))!.indexes]).toEqual([1, 18, 0]);
  });

  it("give columns back bit by bit, in room that is used again", () => {
    const value = fc.oneof(
      fc.constantFrom(0, -0, NaN, Infinity, 5e-324),
      fc.integer({ min: 0, max: 40 }).map((cents) => 100 + cents / 100),
    );
    const columns = fc.array(fc.array(value, { minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(columns, (lists) => {
        const dictionary = new ValueDictionary(400);
        for (const list of lists) {
          const column = Float64Array.from(list);
          expect(bitsOf(roundTrip(column, dictionary)!)).toEqual(bitsOf(column));
        }
      }),
    );
  });

  it("have widths of up to 16 bits, and give up on columns of too many values", () => {
    for (const count of [1, 2, 3, 255, 256, 257, 4096, 20_000, 65_536]) {
      const column = Float64Array.from({ length: 4 * count }, (_, i) => ((i * 7919) % count) / 100);
      expect(roundTrip(column)).toEqual(column);
      const more = Float64Array.from({ length: 4 * count }, (_, i) => i % (count + 1));
      expect(roundTrip(more)).toBeUndefined();
    }
  });

  it("refuse indexes that the dictionary doesn't have, and those wider than one can be", () => {
    const out = new Float64Array(9);
    const known = Float64Array.of(5, 7, 9);
    const wide = Uint8Array.of(26, 3, ...new Uint8Array(26));
    expect(() => lookUpValues(known, wide, 8, out, 0)).toThrow("indexes of 26 bits");
    // Eight indexes of 25 bits: 0 1 2 0, where each begins at another bit of a byte.
    const place = (index: number, at: number) => BigInt(index) << BigInt(25 * at);
    const bits = place(1, 1) | place(2, 2) | place(1, 7);
    const widest = Array.from({ length: 25 }, (_, at) => Number((bits >> BigInt(8 * at)) & 255n));
    lookUpValues(known, Uint8Array.of(25, 3, ...widest), 8, out, 0);
    expect([...out.subarray(0, 8)]).toEqual([5, 7, 9, 5, 5, 5, 5, 7]);
    expect(() => lookUpValues(known, Uint8Array.of(2, 5, 3, 0, 0, 0), 9, out, 0)).toThrow("none of index 3");
    expect(() => lookUpValues(known, Uint8Array.of(2, 18, 3), 9, out, 0)).toThrow("none of index 3");
    expect(() => lookUpValues(new Float64Array(0), Uint8Array.of(0), 9, out, 0)).toThrow("none of index 0");
  });
});
