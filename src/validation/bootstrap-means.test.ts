import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { mean } from "../math/moments.ts";
import { bootstrapMeans } from "./bootstrap-means.ts";
import { stationaryBootstrap } from "./stationary-bootstrap.ts";

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

  it("adds blocks to what their rows would add", () => {
    const random = randomStream(1, "blocks");
    const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: 90 }, () => random.uniform() - 0.3));
    for (const meanBlockLength of [1, 2.5, 4, 30, 1000]) {
      const plain: number[][] = [];
      const { resampled } = bootstrapMeans(
        columns,
        (function* () {
          for (const rows of stationaryBootstrap(90, meanBlockLength, 20, random)) {
            plain.push(columns.map((column) => rows.reduce((sum, row) => sum + column[row]!, 0) / rows.length));
            yield rows;
          }
        })(),
      );
      for (const [r, found] of resampled.entries()) {
        for (const [k, value] of found.entries()) expect(value).toBeCloseTo(plain[r]![k]!, 12);
      }
    }
  });

  it("adds rows, and runs of neighbours, in the order they come, to the bit", () => {
    const random = randomStream(2, "order");
    const columns = Array.from({ length: 7 }, () => Float64Array.from({ length: 40 }, () => random.uniform() - 0.5));
    const means = columns.map((column) => mean(column));
    // 27 rows that are no neighbours: three passes of eight, and three rows more.
    const scattered = Array.from({ length: 27 }, (_, i) => (i * 17) % 40);
    // Six runs, of four and of five rows: one pass of four, and two runs more.
    const starts = [30, 3, 20, 11, 35, 0];
    const runs = starts.flatMap((from, r) => Array.from({ length: 4 + (r % 2) }, (_, i) => from + i));
    const { resampled } = bootstrapMeans(columns, [scattered, runs]);
    for (const [k, column] of columns.entries()) {
      expect(resampled[0]![k]).toBe(scattered.reduce((sum, row) => sum + column[row]!, 0) / 27);
      const running = [0];
      for (const [i, value] of column.entries()) running.push(running[i]! + (value - means[k]!));
      const sum = starts.reduce((all, from, r) => all + (running[from + 4 + (r % 2)]! - running[from]!), 0);
      expect(resampled[1]![k]).toBe(means[k]! + sum / runs.length);
    }
  });

  it("refuses columns of different lengths", () => {
    expect(() => bootstrapMeans([[1, 2], [1]], [])).toThrow("column 1 must hold 2 values, held 1");
  });
});
