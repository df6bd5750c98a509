import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArithmeticRuns } from "./arithmetic-runs.ts";
import type { PackedColumn } from "./packed-column.ts";
import { TickColumn } from "./tick-column.ts";
import { WholeColumn } from "./whole-column.ts";

/** The same bits come back, value by value and part by part, and nothing lies outside. */
function expectSame(packed: PackedColumn, values: Float64Array, cuts: readonly [number, number]): void {
  expect(packed.length).toBe(values.length);
  expect(Float64Array.from(values, (_, row) => packed.at(row)!)).toEqual(values);
  expect([packed.at(-1), packed.at(values.length)]).toEqual([undefined, undefined]);
  const [start, end] = cuts.map((cut) => cut % (values.length + 1)).sort((a, b) => a - b) as [number, number];
  const out = new Float64Array(end - start);
  packed.copy(out, start, end);
  expect(out).toEqual(values.slice(start, end));
}

const cuts = fc.tuple(fc.nat(), fc.nat());
const oddNumbers = fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 0.1, 1e300, 4294967295, 2147483648);

describe("TickColumn", () => {
  it("gives prices back that lie on the grid", () => {
    const ticks = fc.array(fc.integer({ min: 1, max: 0x7fffffff }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(ticks, fc.constantFrom(1, 8, 100, 10_000, 1_000_000), cuts, (counts, ticksPerUnit, at) => {
        const prices = Float64Array.from(counts, (count) => count / ticksPerUnit);
        expectSame(TickColumn.pack(prices, ticksPerUnit)!, prices, at);
      }),
    );
  });

  it("refuses what it would change", () => {
    for (const price of [0.125, NaN, Infinity, 0, -1, 0x80000000 / 100]) {
      expect(TickColumn.pack(Float64Array.of(1.25, price), 100)).toBeNull();
    }
    expect(TickColumn.pack(Float64Array.of(0.125), 8)).not.toBeNull();
  });
});

describe("WholeColumn", () => {
  it("gives whole numbers and NaN back", () => {
    const volumes = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xfffffffe }), fc.constant(NaN)), { maxLength: 50 });
    fc.assert(
      fc.property(volumes, cuts, (given, at) => {
        const values = Float64Array.from(given);
        expectSame(WholeColumn.pack(values)!, values, at);
      }),
    );
  });

  it("refuses what it would change", () => {
    for (const volume of [0.5, -1, -0, 0xffffffff, 2 ** 40, Infinity]) {
      expect(WholeColumn.pack(Float64Array.of(1, volume))).toBeNull();
    }
  });
});

describe("ArithmeticRuns", () => {
  const stretch = fc.tuple(
    fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e12, max: 1e12 })),
    fc.oneof(fc.constantFrom(0, 60_000, 86_400_000, 0.1, -3), fc.integer()),
    fc.integer({ min: 1, max: 80 }),
  );

  it("gives back what was added, in however many pieces", () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 12 }), fc.nat(), cuts, (stretches, piece, at) => {
        const values = Float64Array.from(
          stretches.flatMap(([first, step, length]) => Array.from({ length }, (_, k) => first + k * step + 0)),
        );
        const runs = new ArithmeticRuns();
        const first = piece % (values.length + 1);
        const isKept = runs.add(values.subarray(0, first)) && runs.add(values.subarray(first));
        fc.pre(isKept);
        expectSame(runs, values, at);
      }),
      { numRuns: 300 },
    );
  });

  it("takes any numbers back or refuses them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(oddNumbers, fc.integer({ min: -3, max: 3 })), { maxLength: 30 }),
        cuts,
        (given, at) => {
          const values = Float64Array.from(given);
          const runs = new ArithmeticRuns();
          const isPlain = given.every((value) => Number.isFinite(value) && !Object.is(value, -0));
          expect(runs.add(values)).toBe(isPlain);
          if (isPlain) expectSame(runs, values, at);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses long columns without long runs", () => {
    const runs = new ArithmeticRuns();
    expect(runs.add(Float64Array.from({ length: 10_000 }, (_, i) => i * i))).toBe(false);
    expect(new ArithmeticRuns().add(Float64Array.from({ length: 10_000 }, (_, i) => i + Math.floor(i / 40)))).toBe(
      true,
    );
  });
});
