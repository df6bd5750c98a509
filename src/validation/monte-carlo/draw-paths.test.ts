import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { mean, variance } from "../../math/moments.ts";
import { blockBootstrap } from "./block-bootstrap.ts";
import { circularBootstrap } from "./circular-bootstrap.ts";
import type { DrawPath } from "./draw-path.ts";
import { iidBootstrap } from "./iid-bootstrap.ts";
import { chosenBlockLength, stationaryPaths } from "./stationary-paths.ts";
import { tradeReturns, tradeShuffle } from "./trade-shuffle.ts";

const random = () => randomStream(9, "draws");
const drawn = (draw: DrawPath, length: number, stream = random()) => {
  const out = new Float64Array(length);
  draw(stream, out);
  return out;
};
/** Returns that are their own row numbers, from 1. */
const numbered = (rows: number) => Float64Array.from({ length: rows }, (_, i) => i + 1);
/** How often each value comes, as a share. */
const shares = (draw: DrawPath, rows: number) => {
  const counts = new Float64Array(rows);
  for (const value of drawn(draw, 60_000)) counts[value - 1]!++;
  return counts.map((count) => count / 60_000);
};

describe("bootstraps of returns", () => {
  it.each<[string, (rows: Float64Array) => DrawPath]>([
    ["iid", iidBootstrap],
    ["circular", (rows) => circularBootstrap(rows, 3)],
    ["stationary", (rows) => stationaryPaths(rows, 4)],
  ])("%s: every return is equally likely", (_, create) => {
    // 1/6 each; dependent draws widen three standard errors of 0.0046 by √3 and √7
    for (const share of shares(create(numbered(6)), 6)) expect(Math.abs(share - 1 / 6)).toBeLessThan(0.013);
  });

  it("blocks are neighbours, and the record's ends come seldom", () => {
    const draw = blockBootstrap(numbered(5), 2);
    const path = drawn(draw, 2000);
    for (let i = 0; i < path.length; i += 2) expect(path[i + 1]).toBe(path[i]! + 1);
    // starts 1 to 4, so that 1 and 5 come in 1 of 8 draws, the others in 1 of 4
    const found = shares(draw, 5);
    expect(found[0]).toBeCloseTo(1 / 8, 2);
    expect(found[4]).toBeCloseTo(1 / 8, 2);
    expect(found[2]).toBeCloseTo(1 / 4, 2);
  });

  it("circular blocks go round the ring", () => {
    const path = drawn(circularBootstrap(numbered(5), 4), 4000);
    for (let i = 0; i < path.length; i++) if (i % 4 !== 0) expect(path[i]).toBe((path[i - 1]! % 5) + 1);
  });

  it("stationary blocks have the mean length asked for", () => {
    const path = drawn(stationaryPaths(numbered(1000), 5), 100_000);
    let breaks = 0;
    for (let i = 1; i < path.length; i++) if (path[i] !== (path[i - 1]! % 1000) + 1) breaks++;
    // a break in 1 of 5 draws, of which 1 in 1000 isn't seen
    expect(breaks / path.length).toBeCloseTo(0.2, 2);
  });

  it("chooses the block length by Politis and White", () => {
    const noise = Float64Array.from(
      { length: 500 },
      (
        (stream) => () =>
          stream.uniform() - 0.5
      )(random()),
    );
    const slow = noise.map((_, i) => noise.subarray(Math.max(0, i - 20), i + 1).reduce((a, b) => a + b, 0));
    expect(chosenBlockLength(slow)).toBeGreaterThan(chosenBlockLength(noise));
    expect(chosenBlockLength([0.1, 0.1])).toBe(1);
  });

  it("depend on the stream alone, not on earlier paths", () => {
    const draw = stationaryPaths(numbered(50), 3);
    const first = drawn(draw, 100, randomStream(1, "a"));
    drawn(draw, 77, randomStream(2, "b"));
    expect(drawn(draw, 100, randomStream(1, "a"))).toEqual(first);
  });

  it("refuse what can't be drawn from", () => {
    expect(() => iidBootstrap([])).toThrow("at least 1 known numbers");
    expect(() => iidBootstrap([1, NaN])).toThrow("NaN or infinite");
    expect(() => blockBootstrap([1, 2], 3)).toThrow("an integer from 1 to 2");
    expect(() => circularBootstrap([1, 2], 0)).toThrow("blockLength");
    expect(() => stationaryPaths([1, 2], 0.5)).toThrow("at least 1");
  });
});

describe("tradeShuffle", () => {
  it("keeps the trades, and so the end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -90, max: 200 }), { minLength: 1, maxLength: 30 }),
        fc.integer(),
        (percents, seed) => {
          const returns = percents.map((percent) => percent / 100);
          const path = drawn(tradeShuffle(returns), returns.length, randomStream(seed, "shuffle"));
          expect([...path].sort()).toEqual([...Float64Array.from(returns)].sort());
        },
      ),
    );
  });

  it("makes every order equally likely", () => {
    const orders = new Map<string, number>();
    const stream = random();
    for (let k = 0; k < 12_000; k++) {
      const key = drawn(tradeShuffle([1, 2, 3]), 3, stream).join();
      orders.set(key, (orders.get(key) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    // 1/6 and three standard errors
    for (const count of orders.values()) expect(Math.abs(count / 12_000 - 1 / 6)).toBeLessThan(0.0103);
  });

  it("takes each trade's share of what was there before it", () => {
    // 100 → 110 → 88 → 132
    expect([...tradeReturns([10, -22, 44], 100)]).toEqual([0.1, -0.2, 0.5]);
    expect([...tradeReturns([-150, 10], 100)]).toEqual([-1, 0]);
  });
});

describe("moments of long paths", () => {
  it("are the record's", () => {
    const record = Float64Array.from(
      { length: 250 },
      (
        (stream) => () =>
          stream.uniform() ** 3 - 0.2
      )(random()),
    );
    for (const draw of [iidBootstrap(record), circularBootstrap(record, 5), stationaryPaths(record, 5)]) {
      const path = drawn(draw, 200_000);
      expect(mean(path)).toBeCloseTo(mean(record), 2);
      expect(variance(path, 0)).toBeCloseTo(variance(record, 0), 2);
    }
  });
});
