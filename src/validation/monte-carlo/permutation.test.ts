import { describe, expect, it } from "vitest";
import { uniformity } from "../../../test/support/kolmogorov-smirnov.ts";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { randomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";
import { permutationTest, permutationTestOf } from "./permutation-test.ts";
import { permuteBars } from "./permute-bars.ts";

const bars = walkBars(300, 11);
const exact: Bars = { ...bars, ticksPerUnit: null };
const permuted = permuteBars(exact, randomStream(1, "permute"));
const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
const inside = ({ open, close }: Bars) => Array.from(open.subarray(1), (price, i) => close[i + 1]! / price);
const gaps = ({ open, close }: Bars) => Array.from(open.subarray(1), (price, i) => price / close[i]!);

describe("permuteBars", () => {
  it("keeps the beginning, the end, the moves and the gaps", () => {
    expect(permuted.close[0]).toBe(bars.close[0]);
    expect(permuted.close.at(-1)! / bars.close.at(-1)!).toBeCloseTo(1, 9);
    for (const ratios of [inside, gaps]) {
      const before = sorted(ratios(exact));
      for (const [i, value] of sorted(ratios(permuted)).entries()) expect(value).toBeCloseTo(before[i]!, 9);
    }
    expect(sorted(permuted.volume)).toEqual(sorted(bars.volume));
    expect(inside(permuted)).not.toEqual(inside(exact));
  });

  it("leaves the bars as they were, and times as they are", () => {
    expect(exact.close).toEqual(bars.close);
    expect(permuted.time).toBe(bars.time);
    expect(permuteBars(exact, randomStream(1, "permute")).close).toEqual(permuted.close);
  });

  it("makes bars whose high is high and whose prices are whole ticks", () => {
    const ticks = permuteBars(bars, randomStream(2, "permute"));
    for (let i = 0; i < ticks.length; i++) {
      expect(ticks.high[i]).toBeGreaterThanOrEqual(Math.max(ticks.open[i]!, ticks.close[i]!));
      expect(ticks.low[i]).toBeLessThanOrEqual(Math.min(ticks.open[i]!, ticks.close[i]!));
      const { ticksPerUnit } = bars;
      if (ticksPerUnit !== null)
        expect(ticks.close[i]! * ticksPerUnit).toBeCloseTo(Math.round(ticks.close[i]! * ticksPerUnit), 6);
    }
  });

  it("keeps what it is told to", () => {
    expect(permuteBars(exact, randomStream(3, "permute"), 100).close.subarray(0, 100)).toEqual(
      bars.close.subarray(0, 100),
    );
    expect(permuteBars(exact, randomStream(3, "permute"), 300)).toBe(exact);
  });
});

describe("permutationTest", () => {
  it("counts those as good, the real one among them", () => {
    // two of four at least as good: (1 + 2)/(1 + 4)
    expect(permutationTestOf(2, Float64Array.of(1, 2, 3, NaN))).toMatchObject({ pValue: 0.6, selectionBias: 2 });
    expect(permutationTestOf(NaN, Float64Array.of(1)).pValue).toBeNaN();
  });

  it("gives each permutation a stream of its own", () => {
    const scores = (permutations: number) =>
      permutationTest(0, (random) => random.uniform(), { permutations, seed: 5 }).permuted;
    expect(scores(5)).toEqual(scores(9).subarray(0, 5));
  });

  it("is uniform when the best rule of a family is searched on prices without an edge", () => {
    const looks = [2, 5, 10];
    /** The best mean return of following the last few moves, or of fading them. */
    const best = (closes: Float64Array) => {
      let top = -Infinity;
      for (const look of looks) {
        let sum = 0;
        for (let i = look; i + 1 < closes.length; i++) {
          sum += Math.sign(closes[i]! - closes[i - look]!) * (closes[i + 1]! / closes[i]! - 1);
        }
        top = Math.max(top, sum, -sum);
      }
      return top;
    };
    const pValues = Array.from({ length: 200 }, (_, world) => {
      const history: Bars = { ...walkBars(120, 500 + world), ticksPerUnit: null };
      const score = (random: ReturnType<typeof randomStream>) => best(permuteBars(history, random).close);
      return permutationTest(best(history.close), score, { permutations: 39, seed: world }).pValue;
    });
    // p takes the values 1/40 … 40/40; spread inside each step as its tie-break would be
    const spread = randomStream(8, "ties");
    expect(uniformity(pValues.map((p) => p - spread.uniform() / 40)).pValue).toBeGreaterThan(0.01);
  });
});
