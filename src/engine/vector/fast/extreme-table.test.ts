import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExtremeTable } from "./extreme-table.ts";

const columns = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 700 })
  .map((values) => Float64Array.from(values));

describe("ExtremeTable", () => {
  it("gives the extreme of any stretch, and never a smaller one around it", () => {
    fc.assert(
      fc.property(columns, fc.nat(), fc.nat(), (values, a, b) => {
        const from = a % values.length;
        const to = from + 1 + (b % (values.length - from));
        const stretch = values.subarray(from, to);
        const [least, most] = [new ExtremeTable(values, 1), new ExtremeTable(values, -1)];
        expect(least.over(from, to)).toBe(Math.min(...stretch));
        expect(most.over(from, to)).toBe(Math.max(...stretch));
        const blocks = values.subarray(64 * Math.floor(from / 64), 64 * Math.ceil(to / 64));
        expect(least.around(from, to)).toBe(Math.min(...blocks));
        expect(most.around(from, to)).toBe(Math.max(...blocks));
      }),
      { numRuns: 500 },
    );
  });
});
