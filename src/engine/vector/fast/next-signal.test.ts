import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entrySide, nextEntry, nextExit, nextLongEntry, nextLongExit } from "./next-signal.ts";
import { packMask, wordsFor } from "./signal-bits.ts";

const bit = fc.nat({ max: 9 }).map((value) => (value === 0 ? 1 : 0));
const masks = fc
  .integer({ min: 1, max: 150 })
  .chain((length) =>
    fc.tuple(...Array.from({ length: 4 }, () => fc.array(bit, { minLength: length, maxLength: length }))),
  );

function packed(mask: readonly number[]): Uint32Array {
  const bits = new Uint32Array(wordsFor(mask.length));
  packMask(Uint8Array.from(mask), bits);
  return bits;
}

describe("the next signal", () => {
  it("is the first bar whose masks, taken alone, open or end a position", () => {
    fc.assert(
      fc.property(masks, fc.nat(), ([entries, exits, shorts, covers], at) => {
        const { length } = entries!;
        const from = at % (length + 1);
        const words = [entries, exits, shorts, covers].map((mask) => packed(mask!)) as [
          Uint32Array,
          Uint32Array,
          Uint32Array,
          Uint32Array,
        ];
        const sideAt = (i: number) => {
          const isTorn = entries![i] === 1 && shorts![i] === 1;
          if (isTorn) return 0;
          if (entries![i] === 1) return exits![i] === 1 ? 0 : 1;
          return shorts![i] === 1 && covers![i] === 0 ? -1 : 0;
        };
        const first = (holds: (i: number) => boolean) => {
          for (let i = from; i < length; i++) if (holds(i)) return i;
          return length;
        };
        expect(nextEntry(...words, from, length)).toBe(first((i) => sideAt(i) !== 0));
        const [e, x, s, c] = words;
        expect(nextExit(x, e, s, c, from, length)).toBe(first((i) => exits![i] === 1 || sideAt(i) === -1));
        expect(nextExit(c, s, e, x, from, length)).toBe(first((i) => covers![i] === 1 || sideAt(i) === 1));
        expect(nextLongEntry(e, x, from, length)).toBe(first((i) => entries![i] === 1 && exits![i] === 0));
        expect(nextLongExit(x, from, length)).toBe(first((i) => exits![i] === 1));
        for (let i = 0; i < length; i++) expect(entrySide(...words, i)).toBe(sideAt(i));
      }),
      { numRuns: 500 },
    );
  });
});
