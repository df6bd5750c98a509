import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../core/random.ts";
import { combinations } from "../math/combinations.ts";
import { mean, standardDeviation } from "../math/moments.ts";
import { backtestOverfitting } from "./pbo.ts";

/** Strategies of pure noise, one column each, uniform in [-1, 1). */
function noise(rows: number, strategies: number, seed: number): Float64Array[] {
  const random = randomStream(seed, "noise");
  return Array.from({ length: strategies }, () => Float64Array.from({ length: rows }, () => 2 * random.uniform() - 1));
}

/** The paper's algorithm word for word: copies the rows of both halves. */
function plain(returns: readonly ArrayLike<number>[], blocks: number, score: (values: number[]) => number) {
  const rows = returns[0]!.length / blocks;
  return combinations(blocks, blocks / 2).map((half) => {
    const inHalf = (_: number, i: number) => half.includes(Math.floor(i / rows));
    const inside = returns.map((column) => score(Array.from(column).filter(inHalf)));
    const outside = returns.map((column) => score(Array.from(column).filter((value, i) => !inHalf(value, i))));
    const selected = inside.indexOf(Math.max(...inside));
    const rank = 1 + outside.filter((value) => value < outside[selected]!).length;
    return { selected, inside: inside[selected]!, outside: outside[selected]!, rank };
  });
}

describe("backtestOverfitting", () => {
  it("is 1 for two strategies that are good in one half each", () => {
    const found = backtestOverfitting(
      [
        [2, 2, 1, 1],
        [1, 1, 2, 2],
      ],
      { blocks: 2, score: "mean" },
    );
    expect(found.probability).toBe(1);
    expect([...found.selected]).toEqual([0, 1]);
    expect([...found.ranks]).toEqual([1, 1]);
    // ω = 1/3: log(1/2)
    expect(found.logits[0]).toBeCloseTo(-Math.LN2, 15);
    expect([...found.inSample, ...found.outOfSample]).toEqual([2, 2, 1, 1]);
  });

  it("is 0 for a strategy that is the best everywhere", () => {
    const returns = noise(160, 10, 1);
    const found = backtestOverfitting([...returns, returns[0]!.map((value) => value + 2)], { blocks: 8 });
    expect(found).toMatchObject({ probability: 0, lossProbability: 0, combinations: 70 });
    expect(found.selected.every((k) => k === 10)).toBe(true);
    // The best of eleven: ω = 11/12.
    expect(found.logits[0]).toBeCloseTo(Math.log(11), 14);
  });

  it("is near one half on average for noise", () => {
    let sum = 0;
    for (let seed = 0; seed < 60; seed++) sum += backtestOverfitting(noise(80, 20, seed), { blocks: 8 }).probability;
    expect(Math.abs(sum / 60 - 0.5)).toBeLessThan(0.1);
  });

  it("is what the paper's algorithm gives when it copies the rows", () => {
    const shape = fc.record({
      blocks: fc.constantFrom(2, 4, 6),
      rows: fc.integer({ min: 2, max: 6 }),
      strategies: fc.integer({ min: 2, max: 6 }),
      seed: fc.integer(),
      level: fc.constantFrom(0, 0.3, 1000),
    });
    fc.assert(
      fc.property(shape, ({ blocks, rows, strategies, seed, level }) => {
        const returns = noise(blocks * rows, strategies, seed).map((column) => column.map((value) => value + level));
        for (const score of ["sharpe", "mean"] as const) {
          const found = backtestOverfitting(returns, { blocks, score });
          const expected = plain(
            returns,
            blocks,
            score === "mean" ? mean : (values) => mean(values) / standardDeviation(values, 1),
          );
          expect([...found.selected]).toEqual(expected.map(({ selected }) => selected));
          expect([...found.ranks]).toEqual(expected.map(({ rank }) => rank));
          for (const [c, { inside, outside }] of expected.entries()) {
            expect(found.inSample[c]! / inside).toBeCloseTo(1, 9);
            expect(found.outOfSample[c]! / outside).toBeCloseTo(1, 9);
          }
        }
      }),
    );
  });

  it("leaves out the oldest rows that don't fill a block", () => {
    const returns = noise(43, 5, 3);
    const cut = returns.map((column) => column.slice(3));
    expect(backtestOverfitting(returns, { blocks: 4 }).ranks).toEqual(backtestOverfitting(cut, { blocks: 4 }).ranks);
  });

  it("scores a strategy without a position 0 and shares the ranks of ties", () => {
    // Alternating ±1 around ∓0.1, and two that never trade: in every half 0 beats the loser, and the two tie.
    const loser = Float64Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 0.9 : -1.1));
    const flat = new Float64Array(16);
    const found = backtestOverfitting([loser, flat, flat], { blocks: 4 });
    expect(found.selected.every((k) => k === 1)).toBe(true);
    expect(found.ranks.every((rank) => rank === 2.5)).toBe(true);
    expect(found).toMatchObject({ probability: 0, lossProbability: 0 });
    // All scores in sample are 0: no line through them.
    expect(found.slope).toBeNaN();
  });

  it("is NaN with a NaN, and refuses what can't be cut", () => {
    const returns = noise(16, 3, 1);
    returns[1]![7] = NaN;
    const found = backtestOverfitting(returns, { blocks: 4 });
    expect([found.probability, found.lossProbability, found.slope]).toEqual([NaN, NaN, NaN]);
    expect(() => backtestOverfitting(noise(16, 1, 1))).toThrow("strategies must be an integer from 2");
    expect(() => backtestOverfitting(noise(16, 2, 1), { blocks: 5 })).toThrow("blocks must be even, was 5");
    expect(() => backtestOverfitting(noise(3, 2, 1), { blocks: 4 })).toThrow("rows in half the blocks");
    expect(() =>
      backtestOverfitting(
        [
          [1, 2, 3, 4],
          [1, 2],
        ],
        { blocks: 2 },
      ),
    ).toThrow("strategy 1 must hold 4 values");
  });
});
