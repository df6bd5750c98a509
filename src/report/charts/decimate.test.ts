import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimate } from "./decimate.ts";

describe("decimate", () => {
  it("keeps first, lowest, highest and last of each column", () => {
    // Two columns of six rows: [5 1 9 3 2 4] and [7 7 0 8 6 7].
    const values = Float64Array.of(5, 1, 9, 3, 2, 4, 7, 7, 0, 8, 6, 7);
    expect([...decimate(values, 2)]).toEqual([0, 1, 2, 5, 6, 8, 9, 11]);
  });

  it("keeps every row where there is room for all", () => {
    expect([...decimate(Float64Array.of(3, 1, 2), 1)]).toEqual([0, 1, 2]);
    expect([...decimate(new Float64Array(0), 10)]).toEqual([]);
  });

  it("keeps extremes beside NaN", () => {
    const values = Float64Array.of(NaN, NaN, 4, 1, NaN, 9, NaN, 2, NaN);
    expect([...decimate(values, 1)]).toEqual([0, 3, 5, 8]);
  });

  it("draws what all rows draw: each column's own extremes are kept", () => {
    const series = fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(NaN)), { maxLength: 300 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 20 }), (rows, columns) => {
        const values = Float64Array.from(rows);
        const kept = decimate(values, columns);
        expect(kept.length).toBeLessThanOrEqual(Math.max(4 * columns, 0));
        expect([...kept]).toEqual([...new Set(kept)].sort((a, b) => a - b));
        const n = values.length;
        const isIn = (row: number, column: number) =>
          row >= Math.floor((column * n) / columns) && row < Math.floor(((column + 1) * n) / columns);
        const extremes = (of: readonly number[]) => {
          const finite = of.filter((value) => !Number.isNaN(value));
          return [Math.min(...finite), Math.max(...finite)];
        };
        for (let column = 0; column < columns; column++) {
          const all = rows.filter((_, row) => isIn(row, column));
          const drawn = [...kept].filter((row) => isIn(row, column)).map((row) => rows[row]!);
          expect(extremes(drawn)).toEqual(extremes(all));
        }
      }),
    );
  });
});
