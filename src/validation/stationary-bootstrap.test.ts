import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { stationaryBootstrap } from "./stationary-bootstrap.ts";

const random = () => randomStream(4, "bootstrap");

describe("stationaryBootstrap", () => {
  it("draws rows in range, as many as there are, the same for the same stream", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 1, max: 50, noNaN: true }), (length, block) => {
        const draw = () => [...stationaryBootstrap(length, block, 3, random())].map((rows) => [...rows]);
        expect(draw()).toEqual(draw());
        for (const rows of stationaryBootstrap(length, block, 3, random())) {
          expect(rows).toHaveLength(length);
          expect(rows.every((row) => row >= 0 && row < length)).toBe(true);
        }
      }),
    );
  });

  it("goes on to the next row but once in `meanBlockLength` rows", () => {
    const n = 1000;
    for (const block of [1, 2, 5, 20]) {
      let followed = 0;
      const draws = 200;
      for (const rows of stationaryBootstrap(n, block, draws, random())) {
        for (let i = 1; i < n; i++) if (rows[i] === (rows[i - 1]! + 1) % n) followed++;
      }
      // 199,800 pairs: a standard error of at most 0.0012; one new start in n happens to follow too.
      expect(Math.abs(followed / (draws * (n - 1)) - (1 - 1 / block))).toBeLessThan(0.006);
    }
  });

  it("draws every row equally often, the ends too", () => {
    const counts = new Float64Array(10);
    for (const rows of stationaryBootstrap(10, 4, 10_000, random())) for (const row of rows) counts[row]!++;
    // 10,000 each expected; draws in runs of 4 have a deviation near √(10,000·7) = 265.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(1300);
  });

  it("refuses lengths and counts that make no sense", () => {
    expect(() => stationaryBootstrap(0, 2, 1, random())).toThrow("length must be an integer from 1");
    expect(() => stationaryBootstrap(5, 0.5, 1, random())).toThrow("meanBlockLength must be at least 1");
    expect(() => stationaryBootstrap(5, 2, -1, random())).toThrow("count must be an integer from 0");
  });
});
