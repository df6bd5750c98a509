import fc from "fast-check";
import { expect, test } from "vitest";
import { LineNumbers } from "./line-numbers.ts";

test("gives back every row's line", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (values) => {
      const lines = values.sort((a, b) => a - b);
      const numbers = new LineNumbers();
      for (const line of lines) numbers.push(line);
      expect(numbers.length).toBe(lines.length);
      expect(lines.map((_, row) => numbers.lineOf(row))).toEqual(lines);
    }),
  );
});
