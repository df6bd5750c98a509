import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockRanges, ExtremeTable } from "./extreme-table.ts";

const columns = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 700 })
  .map((values) => Float64Array.from(values));

describe("ExtremeTable and BlockRanges", () => {
  it("give the extremes of any stretch, and never smaller ones around it", () => {
    fc.assert(
      fc.property(columns, fc.nat(), fc.nat(), (values, a, b) => {
        const from = a % values.length;
        const to = from + 1 + (b % (values.length - from));
        const stretch = values.subarray(from, to);
        const highs = values.map((value) => 3 * value);
        expect(new ExtremeTable(values, 1).over(from, to)).toBe(Math.min(...stretch));
        expect(new ExtremeTable(values, -1).over(from, to)).toBe(Math.max(...stretch));
        const ranges = new BlockRanges(values, highs);
        const [first, end] = [64 * Math.floor(from / 64), 64 * Math.ceil(to / 64)];
        expect(ranges.leastAround(from, to)).toBe(Math.min(...values.subarray(first, end)));
        expect(ranges.mostAround(from, to)).toBe(Math.max(...highs.subarray(first, end)));
      }),
      { numRuns: 500 },
    );
  });
});
