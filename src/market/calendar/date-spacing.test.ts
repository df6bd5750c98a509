import fc from "fast-check";
import { expect, test } from "vitest";
import { distinctAscending, medianDistance } from "./date-spacing.ts";

test("dates once each, ascending, and the given column untouched", () => {
  fc.assert(
    fc.property(fc.int32Array({ maxLength: 40, min: -9, max: 9 }), (days) => {
      const before = days.slice();
      expect([...distinctAscending(days)]).toEqual([...new Set(days)].sort((a, b) => a - b));
      expect(days).toEqual(before);
    }),
  );
});

test("the median distance of two, three and four gaps", () => {
  expect(medianDistance(Int32Array.of(0, 1, 4))).toBe(2); // 1, 3
  expect(medianDistance(Int32Array.of(0, 1, 4, 5))).toBe(1); // 1, 1, 3
  expect(medianDistance(Int32Array.of(0, 31, 60, 91, 121))).toBe(30.5); // 29, 30, 31, 31
  expect(medianDistance(Int32Array.of(7))).toBeNaN();
});
