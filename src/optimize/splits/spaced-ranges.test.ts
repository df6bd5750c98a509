import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandingRanges, rollingRanges } from "./spaced-ranges.ts";

describe("rollingRanges", () => {
  it("rounds half rows to the even one", () => {
    // Starts at 0, 2.5, 5 and at 0, 1.5, 3.
    expect(rollingRanges(8, { length: 3, count: 3 }).map(({ start }) => start)).toEqual([0, 2, 5]);
    expect(rollingRanges(6, { length: 3, count: 3 }).map(({ start }) => start)).toEqual([0, 2, 3]);
    expect(rollingRanges(6, { count: 1 })).toEqual([{ start: 0, end: 6 }]);
  });

  it("begins at the first row, ends at the last, and never turns back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), (rows, a, b) => {
        const length = 1 + (a % rows);
        const count = 1 + (b % (rows - length + 1));
        const ranges = rollingRanges(rows, { length, count });
        expect(ranges).toHaveLength(count);
        expect(ranges[0]!.start).toBe(0);
        if (count > 1) expect(ranges.at(-1)!.end).toBe(rows);
        for (const [k, range] of ranges.entries()) {
          expect(range.end - range.start).toBe(length);
          if (k > 0) expect(range.start).toBeGreaterThan(ranges[k - 1]!.start);
        }
      }),
    );
  });

  it("refuses what doesn't fit", () => {
    expect(() => rollingRanges(5, {})).toThrow("length or count must be given");
    expect(() => rollingRanges(5, { length: 6 })).toThrow("length must be an integer from 1 to 5, was 6");
    expect(() => rollingRanges(5, { length: 4, count: 3 })).toThrow("count must be an integer from 1 to 2, was 3");
  });
});

describe("expandingRanges", () => {
  it("grows to all rows", () => {
    expect(expandingRanges(4, { minLength: 2 }).map(({ end }) => end)).toEqual([2, 3, 4]);
    expect(expandingRanges(9, { minLength: 1, count: 3 }).map(({ end }) => end)).toEqual([1, 5, 9]);
    expect(() => expandingRanges(4, { minLength: 5 })).toThrow("minLength must be an integer from 1 to 4, was 5");
  });
});
