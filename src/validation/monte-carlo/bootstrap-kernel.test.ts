import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { bootstrapInWasm } from "./bootstrap-kernel.ts";
import { iidBootstrap } from "./iid-bootstrap.ts";
import { simulatePaths } from "./simulate-paths.ts";

const record = (rows: number, seed: number, scale: number) => {
  const random = randomStream(seed, "record");
  return Float64Array.from({ length: rows }, () => scale * (random.uniform() - 0.48));
};

describe("bootstraps in WebAssembly", () => {
  it("are there", () => {
    const equity = new Float64Array(1);
    const column = () => new Float64Array(1);
    const paths = {
      startingCash: 1,
      paths: 1,
      periods: 1,
      horizons: Int32Array.of(1),
      equity: [equity],
      maxDrawdown: column(),
      lowest: column(),
      longestUnderWater: column(),
    };
    const request = { seed: 1, name: "there", from: 0, to: 1, paths };
    expect(bootstrapInWasm(Float64Array.of(0.5), request)).toBe(true);
    expect(equity[0]).toBe(1.5);
    expect(bootstrapInWasm(Float64Array.of(-1), request)).toBe(false);
  });

  it("give the bits of the paths that are drawn one by one", () => {
    fc.assert(
      fc.property(
        fc.record({
          rows: fc.integer({ min: 1, max: 40 }),
          periods: fc.integer({ min: 1, max: 60 }),
          paths: fc.integer({ min: 1, max: 600 }),
          horizons: fc.integer({ min: 2, max: 80 }),
          seed: fc.nat(1000),
          scale: fc.constantFrom(0, 0.01, 0.5, 1.9),
        }),
        ({ rows, scale, ...rest }) => {
          const draw = iidBootstrap(record(rows, rest.seed, scale));
          const options = { ...rest, name: "twins", startingCash: 1000 };
          // who wants to see each path gets them one by one
          expect(simulatePaths(draw, options)).toEqual(simulatePaths(draw, { ...options, onPath: () => {} }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reject the same draws", () => {
    // 3 × 2^20 rows leave a rest of 2^20 of 2^32: 1 draw in 4,096 is drawn again
    const draw = iidBootstrap(record(3 * 2 ** 20, 3, 0.02));
    const options = { periods: 500, paths: 256, seed: 4, name: "rejected", startingCash: 1 };
    expect(simulatePaths(draw, options)).toEqual(simulatePaths(draw, { ...options, onPath: () => {} }));
  });

  it("let a return of −1 end a path", () => {
    const draw = iidBootstrap([-1, 0.5]);
    const { equity } = simulatePaths(draw, { periods: 20, paths: 300, seed: 1, name: "ruin", startingCash: 10 });
    // 1 in 2^20 survives
    expect(new Set(equity.at(-1))).toEqual(new Set([0]));
  });

  it("are the same in any parts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(700), fc.nat(700), (paths, a, b) => {
        const draw = iidBootstrap(record(30, 5, 0.1));
        const options = { periods: 12, paths, seed: 6, name: "parts", startingCash: 1, horizons: 5 };
        const cuts = [0, Math.min(a, paths), Math.min(b, paths), paths].sort((x, y) => x - y);
        const parts = [0, 1, 2].map((k) => simulatePaths(draw, { ...options, range: [cuts[k]!, cuts[k + 1]!] }));
        const whole = simulatePaths(draw, options);
        expect(parts.flatMap(({ maxDrawdown }) => [...maxDrawdown])).toEqual([...whole.maxDrawdown]);
        expect(parts.flatMap(({ equity }) => [...equity.at(-1)!])).toEqual([...whole.equity.at(-1)!]);
      }),
      { numRuns: 40 },
    );
  });
});
