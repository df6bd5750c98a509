import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { quantile } from "./quantile.ts";
import { quantilesInPlace } from "./quantiles.ts";

const values = fc.array(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 3 })),
  {
    maxLength: 60,
  },
);
const shares = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })
  .map((list) => list.sort((a, b) => a - b));

describe("quantilesInPlace", () => {
  it("gives what sorting gives, and loses no value", () => {
    fc.assert(
      fc.property(values, shares, (list, wanted) => {
        const column = Float64Array.from(list);
        const found = quantilesInPlace(column, wanted);
        for (const [s, share] of wanted.entries()) expect(found[s]! + 0).toBe(quantile(list, share) + 0);
        expect([...column].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b).map((value) => value));
      }),
    );
  });

  it("selects from long columns in any order", () => {
    const ascending = Float64Array.from({ length: 10_001 }, (_, i) => i);
    for (const column of [ascending.slice(), ascending.slice().reverse(), ascending.map((i) => (i * 7919) % 10_001)]) {
      expect([...quantilesInPlace(column, [0, 0.05, 0.5, 0.50005, 1])]).toEqual([0, 500, 5000, 5000.5, 10_000]);
    }
  });

  it("counts long columns of any shape as sorting would", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1024, max: 3000 }),
        fc.nat(100),
        fc.constantFrom(1, 3, 15),
        shares,
        (n, seed, power, wanted) => {
          const random = randomStream(seed, "skewed");
          const list = Array.from({ length: n }, () => (random.uniform() - 0.3) ** power * 1e6);
          const found = quantilesInPlace(Float64Array.from(list), wanted);
          expect([...found]).toEqual(wanted.map((share) => quantile(list, share)));
        },
      ),
      { numRuns: 50 },
    );
    const infinite = [...Array.from({ length: 2000 }, (_, i) => i), Infinity];
    expect([...quantilesInPlace(Float64Array.from(infinite), [0.5, 1])]).toEqual([1000, Infinity]);
  });

  it("is NaN with a NaN and without values", () => {
    expect([...quantilesInPlace(Float64Array.of(1, NaN), [0, 1])]).toEqual([NaN, NaN]);
    expect([...quantilesInPlace(new Float64Array(0), [0.5])]).toEqual([NaN]);
  });

  it("refuses shares that descend or lie outside", () => {
    expect(() => quantilesInPlace(Float64Array.of(1), [0.5, 0.4])).toThrow("shares");
    expect(() => quantilesInPlace(Float64Array.of(1), [1.1])).toThrow("shares");
    expect(() => quantilesInPlace(Float64Array.of(1), [NaN])).toThrow("shares");
  });
});
