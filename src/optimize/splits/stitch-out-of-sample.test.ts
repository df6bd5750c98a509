import { describe, expect, it } from "vitest";
import { stitchOutOfSample } from "./stitch-out-of-sample.ts";
import { walkForwardRows } from "./walk-forward-rows.ts";

describe("stitchOutOfSample", () => {
  it("chains the first step of each window, and reports how far the others' returns lie away", () => {
    // Tests of the rows 2 to 4, 3 to 5 and 4 to 6.
    const windows = walkForwardRows(7, { train: 2, test: 3, step: 1 });
    const stitched = stitchOutOfSample(windows, [
      [0.1, 0.2, 0.3],
      [0.4, 0.6, 0.5],
      [0.9, 0.1, 0.7],
    ]);
    expect(stitched.rows).toEqual({ start: 2, end: 7 });
    expect([...stitched.returns]).toEqual([0.1, 0.4, 0.9, 0.1, 0.7]);
    expect([...stitched.opinions]).toEqual([1, 2, 3, 2, 1]);
    // Of 0.2 and 0.4: 0.1 · √2. Of 0.3, 0.6 and 0.9: 0.3. Of 0.5 and 0.1: 0.2 · √2.
    const expected = [0.1 * Math.sqrt(2), 0.3, 0.2 * Math.sqrt(2)];
    for (const [i, value] of expected.entries()) expect(stitched.dispersion[i + 1]).toBeCloseTo(value, 14);
    expect([stitched.dispersion[0], stitched.dispersion[4]]).toEqual([NaN, NaN]);
  });

  it("holds cash between tests", () => {
    const windows = walkForwardRows(9, { train: 2, test: 1, step: 3 });
    const { rows, returns, opinions } = stitchOutOfSample(windows, [[0.1], [0.2], [0.3]]);
    expect(rows).toEqual({ start: 2, end: 9 });
    expect([...returns]).toEqual([0.1, 0, 0, 0.2, 0, 0, 0.3]);
    expect([...opinions]).toEqual([1, 0, 0, 1, 0, 0, 1]);
  });

  it("is empty without windows, and refuses columns that don't fit", () => {
    expect(stitchOutOfSample([], []).returns).toHaveLength(0);
    const windows = walkForwardRows(4, { train: 2, test: 2 });
    expect(() => stitchOutOfSample(windows, [])).toThrow("returns must hold 1 values, held 0");
    expect(() => stitchOutOfSample(windows, [[0.1]])).toThrow("returns[0] must hold 2 values, held 1");
  });
});
