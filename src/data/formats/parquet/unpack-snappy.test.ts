import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unpackSnappy } from "./unpack-snappy.ts";

const letters = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
const unpacked = (bytes: readonly number[], length: number) =>
  String.fromCharCode(...unpackSnappy(Uint8Array.from(bytes), length));

describe("elements, by hand from Google's description of the format", () => {
  test.each<[string, number[], string]>([
    ["nothing", [0], ""],
    ["a literal: (length − 1) << 2", [3, 2 << 2, ...letters("abc")], "abc"],
    [
      "a literal with a length byte: 60 << 2, length − 1",
      [61, 60 << 2, 60, ...letters("x".repeat(61))],
      "x".repeat(61),
    ],
    ["a copy of 4 to 11 bytes, 11 bits of distance", [7, 2 << 2, ...letters("abc"), 1, 3], "abcabca"],
    ["a copy with two bytes of distance", [5, 2 << 2, ...letters("abc"), (1 << 2) | 2, 3, 0], "abcab"],
    ["a copy with four bytes of distance", [5, 2 << 2, ...letters("abc"), (1 << 2) | 3, 2, 0, 0, 0], "abcbc"],
    ["a copy that reaches into itself", [10, 0, ...letters("z"), (8 << 2) | 2, 1, 0], "zzzzzzzzzz"],
  ])("%s", (_, bytes, expected) => {
    expect(unpacked(bytes, expected.length)).toBe(expected);
  });
});

test.each<[string, number[], number]>([
  ["no length", [], 0],
  ["another length than claimed", [3, 2 << 2, 1, 2, 3], 4],
  ["a length without an end", [128, 128, 128, 128, 128, 0], 0],
  ["a literal beyond the bytes", [3, 2 << 2, 1, 2], 3],
  ["a literal beyond the length", [2, 2 << 2, 1, 2, 3], 2],
  ["a literal whose length would be negative in 32 bits", [3, 63 << 2, 255, 255, 255, 255, 1], 3],
  ["a copy from before the start", [5, 0, 1, 1, 9], 5],
  ["a copy from nowhere", [5, 0, 1, 1, 0], 5],
  ["a copy that is cut off", [5, 0, 1, 3, 0], 5],
  ["too few bytes", [9, 2 << 2, 1, 2, 3], 9],
  ["a claim that no bytes can hold", [255, 255, 255, 255, 7, 0, 1], 2_147_483_647],
])("%s is refused", (_, bytes, length) => {
  expect(() => unpackSnappy(Uint8Array.from(bytes), length)).toThrow("Snappy's bytes make no sense");
});

test("any bytes end with a result or an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(127), (bytes, length) => {
      const claimed = Uint8Array.from([length, ...bytes]);
      try {
        expect(unpackSnappy(claimed, length)).toHaveLength(length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});
