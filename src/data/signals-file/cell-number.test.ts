import { expect, test } from "vitest";
import { cellNumber } from "./cell-number.ts";

test.each([
  ["1", 1],
  [" 0.25 ", 0.25],
  ["-.5", -0.5],
  ["1.", 1],
  ["+1e-3", 0.001],
  ["True", 1],
  ["FALSE", 0],
  ["", NaN],
  ["NaN", NaN],
  ["<NA>", NaN],
  ["None", NaN],
  ["inf", Infinity],
  ["-Infinity", -Infinity],
  ["yes", null],
  ["1 000", null],
  ["0x10", null],
  ["1,5", null],
  ["e5", null],
  [".", null],
])("%j is %s", (cell, value) => {
  expect(cellNumber(cell, false)).toBe(value);
});

test("a comma is the point where the columns are parted by semicolons", () => {
  expect(cellNumber("-1,5", true)).toBe(-1.5);
  expect(cellNumber("1.5", true)).toBe(1.5);
});
