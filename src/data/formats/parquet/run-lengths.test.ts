import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countInRuns } from "./run-lengths.ts";

const count = (bytes: readonly number[], bitWidth: number, values: number) =>
  countInRuns(Uint8Array.from(bytes), 0, bytes.length, bitWidth, values);

/** By Parquet's "Encodings": a run of one value is `length << 1`, then the value; packed bits are `groups << 1 | 1`. */
describe("runs by hand", () => {
  test.each<[string, number[], number, number, number]>([
    ["five ones", [5 << 1, 1], 1, 5, 5],
    ["five zeros", [5 << 1, 0], 1, 5, 0],
    ["300 ones: a length of two bytes", [(600 & 127) | 128, 600 >> 7, 1], 1, 300, 300],
    ["eight bits, three of them set", [(1 << 1) | 1, 0b1000_0110], 1, 8, 3],
    ["eight bits of which five count", [(1 << 1) | 1, 0b1111_0110], 1, 5, 3],
    [
      "the specification's example: 0 to 7 in three bits each",
      [(1 << 1) | 1, 0b10001000, 0b11000110, 0b11111010],
      3,
      8,
      8,
    ],
    ["a run, then bits", [3 << 1, 1, (1 << 1) | 1, 0b0000_0001], 1, 11, 4],
    ["more groups than values, cut off behind the last value", [(4 << 1) | 1, 0b1111_1111, 0b0000_0011], 1, 10, 10],
    ["an empty run", [0, 1, 2 << 1, 1], 1, 2, 2],
    ["nothing", [], 1, 0, 0],
  ])("%s", (_, bytes, bitWidth, values, above) => {
    expect(count(bytes, bitWidth, values)).toBe(above);
  });

  test.each<[string, number[], number, number]>([
    ["a run longer than the values", [100 << 1, 1], 1, 99],
    ["a length that never ends", [255, 255, 255, 255, 255, 255], 1, 9],
    ["a length that fills the memory", [254, 255, 255, 255, 15, 1], 1, 1_000],
    ["bits that aren't there", [(4 << 1) | 1, 1], 1, 32],
    ["a value that isn't there", [5 << 1], 1, 5],
    ["too few values", [5 << 1, 1], 1, 6],
    ["packed values of no width, more than there are", [(100 << 1) | 1], 0, 9],
    ["values wider than any", [5 << 1, 1], 33, 5],
  ])("%s is refused", (_, bytes, bitWidth, values) => {
    expect(count(bytes, bitWidth, values)).toBe(-1);
  });
});

test("what an encoder writes is counted, wherever it changes between runs and bits", () => {
  const pieces = fc.array(
    fc.oneof(
      fc.record({ bit: fc.boolean(), length: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ bits: fc.array(fc.uint8Array({ minLength: 1, maxLength: 1 }), { minLength: 1, maxLength: 20 }) }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(pieces, (all) => {
      const bytes: number[] = [];
      let values = 0;
      let ones = 0;
      for (const piece of all) {
        const head = "bits" in piece ? (piece.bits.length << 1) | 1 : piece.length << 1;
        bytes.push(...(head < 128 ? [head] : [(head & 127) | 128, head >> 7]));
        if ("bits" in piece) {
          for (const [byte] of piece.bits) {
            bytes.push(byte!);
            values += 8;
            ones += byte!.toString(2).replaceAll("0", "").length;
          }
        } else {
          bytes.push(piece.bit ? 1 : 0);
          values += piece.length;
          if (piece.bit) ones += piece.length;
        }
      }
      expect(count(bytes, 1, values)).toBe(ones);
    }),
  );
});

test("any bytes end with a count or a refusal", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(33), fc.nat(500), (bytes, bitWidth, values) => {
      const above = countInRuns(bytes, 0, bytes.length, bitWidth, values);
      expect(above >= -1 && above <= values).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
