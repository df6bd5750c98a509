import fc from "fast-check";
import { expect, test } from "vitest";
import { WholeLines } from "./whole-lines.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The pieces handed out for text that comes in the given chunk lengths (the last one repeats). */
function piecesOf(text: string, lengths: readonly number[]): { pieces: string[]; offsets: number[] } {
  const pieces: string[] = [];
  const offsets: number[] = [];
  const lines = new WholeLines("x.csv", (bytes, start, end, offset) => {
    pieces.push(decoder.decode(bytes.slice(start, end)));
    offsets.push(offset + start);
  });
  const bytes = encoder.encode(text);
  let at = 0;
  for (let k = 0; at < bytes.length; k++) {
    const length = lengths[Math.min(k, lengths.length - 1)]!;
    lines.push(bytes.slice(at, at + length));
    at += length;
  }
  lines.finish();
  return { pieces, offsets };
}

const text = fc.string({ unit: fc.constantFrom("a", "b", ",", "\n", "\r", "\r\n"), maxLength: 40 });
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

test("however text is cut, the pieces are the text, and end where lines do", () => {
  fc.assert(
    fc.property(text, lengths, (content, cuts) => {
      const { pieces, offsets } = piecesOf(content, cuts);
      expect(pieces.join("")).toBe(content);
      expect(offsets).toEqual(pieces.map((_, i) => pieces.slice(0, i).join("").length));
      for (const [i, piece] of pieces.entries()) {
        if (i < pieces.length - 1) expect(piece).toMatch(/[\r\n]$/);
        expect(piece.endsWith("\r") && pieces[i + 1]?.startsWith("\n")).not.toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a line longer than 1 MiB ends the reading, binary files say so first", () => {
  const lines = new WholeLines("x.csv", () => {});
  const wide = new Uint8Array(1 << 19).fill(97);
  lines.push(wide);
  lines.push(wide);
  expect(() => lines.push(wide)).toThrow(/can't read x\.csv: it has a line longer than 1 MiB/);
  expect(() => new WholeLines("x.gz", () => {}).push(Uint8Array.of(0x1f, 0x8b, 8, 0))).toThrow(
    "x.gz isn't text: byte 0x1f at offset 0.",
  );
});
