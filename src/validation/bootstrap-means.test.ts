import { describe, expect, it } from "vitest";
import { bootstrapMeans } from "./bootstrap-means.ts";

describe("bootstrapMeans", () => {
  it("resamples all columns by the same rows", () => {
    const { means, resampled } = bootstrapMeans(
      [
        [1, 2, 3],
        [10, 30, 80],
      ],
      [
        [0, 0, 1],
        [2, 2, 2],
      ],
    );
    expect([...means]).toEqual([2, 40]);
    expect(resampled.map((found) => [...found])).toEqual([
      [4 / 3, 50 / 3],
      [3, 80],
    ]);
  });

  it("reads a generator that fills one array anew", () => {
    function* twice() {
      const rows = new Int32Array(2);
      yield rows.fill(0);
      yield rows.fill(1);
    }
    expect(bootstrapMeans([[5, 7]], twice()).resampled.map((found) => found[0])).toEqual([5, 7]);
  });

  it("refuses columns of different lengths", () => {
    expect(() => bootstrapMeans([[1, 2], [1]], [])).toThrow("column 1 must hold 2 values, held 1");
  });
});
