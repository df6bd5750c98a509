import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compute, type Indicator } from "../../src/indicators/indicator.ts";
import type { Bars } from "../../src/market/bars.ts";
import { Series } from "../../src/series/series.ts";
import { SeriesGraph } from "../../src/series/series-graph.ts";
import { type Mood, randomMarket, seeds } from "./random-market.ts";
import { thrown } from "./thrown.ts";

type Columns = readonly Float64Array[];

export interface IndicatorContract {
  /** Parameters in range, small enough that a few hundred bars show the indicator at work. */
  readonly params: fc.Arbitrary<number[]>;
  /** Parameters out of range. */
  readonly badParams?: readonly number[][];
  /**
   * What a NaN in the input does. restarts: from the next bar on the values are NaN, those without the NaN, or, once
   * enough bars have passed, those of data that begin there. skips: as if the bar weren't there. ends-with-session:
   * tested beside the indicator.
   */
  readonly gap?: "restarts" | "skips" | "ends-with-session";
  /** The textbook's definition at bar `i`, computed from nothing: one number per output. */
  readonly definition?: (inputs: Columns, params: readonly number[], i: number) => readonly number[];
}

const RUNS = { numRuns: 20 };
const LONGEST = 9_000;
const moods = fc.constantFrom<Mood>("lively", "quiet", "continuous");
const tails = fc.integer({ min: 0, max: 60 });

/** The suite that every indicator of the catalogue runs. */
export function describeIndicatorContract(indicator: Indicator, contract: IndicatorContract): void {
  const { params: arbitraryParams, badParams = [], gap = "restarts", definition } = contract;

  const eager = (inputs: Columns, params: readonly number[], ticksPerUnit: number | null): Columns => {
    const columns = compute(indicator, inputs, params, { ticksPerUnit });
    return indicator.outputs.map((name) => columns[name]!);
  };
  const cases = fc.record({ mood: moods, seed: seeds, params: arbitraryParams, tail: tails });
  const marketFor = ({ mood, seed, params, tail }: { mood: Mood; seed: number; params: number[]; tail: number }) =>
    randomMarket(mood, seed, indicator.firstDefined(params) + 1 + tail);

  describe(`contract of ${indicator.name}`, () => {
    it("is NaN before firstDefined and defined right there", () => {
      fc.assert(
        fc.property(seeds, arbitraryParams, (seed, params) => {
          const first = indicator.firstDefined(params);
          const bars = randomMarket("lively", seed, first + 3);
          for (const column of eager(inputsOf(indicator, bars), params, bars.ticksPerUnit)) {
            expect(column.subarray(0, first).every(Number.isNaN)).toBe(true);
            expect(column[first]).not.toBeNaN();
          }
        }),
        RUNS,
      );
    });

    it("knows nothing of later bars: values of a prefix are the prefix of the values", () => {
      fc.assert(
        fc.property(cases, fc.nat(), (given, cut) => {
          const bars = marketFor(given);
          const inputs = inputsOf(indicator, bars);
          const length = cut % (bars.length + 1);
          const whole = eager(inputs, given.params, bars.ticksPerUnit);
          const start = eager(sliceOf(inputs, 0, length), given.params, bars.ticksPerUnit);
          for (const [k, column] of start.entries()) expect(column).toStrictEqual(whole[k]!.slice(0, length));
        }),
        RUNS,
      );
    });

    it("streams what it computes in one go, and leaves its inputs alone", () => {
      fc.assert(
        fc.property(cases, (given) => {
          const bars = marketFor(given);
          const inputs = inputsOf(indicator, bars);
          const copies = inputs.map((column) => column.slice());
          const batch = eager(inputs, given.params, bars.ticksPerUnit);
          expect(inputs).toStrictEqual(copies);
          const stream = indicator.stream(given.params, contextOf(indicator, bars.ticksPerUnit));
          const streamed = indicator.outputs.map(() => new Float64Array(bars.length));
          for (let i = 0; i < bars.length; i++) {
            const [a = NaN, ...rest] = inputs.map((column) => column[i]!);
            expect(stream.update(a, ...rest)).toBe(stream.outputs[0]);
            for (const [k, column] of streamed.entries()) column[i] = stream.outputs[k]!;
          }
          if (bars.ticksPerUnit !== null) expect(streamed).toStrictEqual(batch);
          else for (const [k, column] of streamed.entries()) expectClose(column, batch[k]!, 1e-12);
        }),
        RUNS,
      );
    });

    it("is the same lazily, bit for bit", () => {
      fc.assert(
        fc.property(cases, (given) => {
          const bars = marketFor(given);
          const graph = new SeriesGraph(bars);
          const columns = indicator.inputs.map((name) => new Series(graph, graph.source(columnOf(name))));
          const lazy = compute(indicator, columns, given.params);
          const plain = eager(inputsOf(indicator, bars), given.params, bars.ticksPerUnit);
          for (const [k, name] of indicator.outputs.entries()) {
            expect(lazy[name]!.values).toStrictEqual(plain[k]);
            expect(lazy[name]!.node.isCausal).toBe(true);
          }
        }),
        RUNS,
      );
    });

    it(`has its own rule for a NaN in the input: ${gap}`, () => {
      fc.assert(
        fc.property(cases, fc.nat(), fc.nat(), (given, at, which) => {
          const first = indicator.firstDefined(given.params);
          const bars = randomMarket(given.mood, given.seed, 2 * first + 40);
          const inputs = inputsOf(indicator, bars);
          const k = at % (first + 20);
          const broken = inputs.map((column) => column.slice());
          broken[which % broken.length]![k] = NaN;
          const values = eager(broken, given.params, bars.ticksPerUnit);
          const unbroken = eager(inputs, given.params, bars.ticksPerUnit);
          const without = eager(
            inputs.map((column) => cutOut(column, k)),
            given.params,
            bars.ticksPerUnit,
          );
          const fresh = eager(sliceOf(inputs, k + 1, bars.length), given.params, bars.ticksPerUnit);
          for (const [o, column] of values.entries()) {
            expectClose(column.subarray(0, k), unbroken[o]!.subarray(0, k), 0);
            expect(column[k]).toBeNaN();
            const after = column.slice(k + 1);
            if (gap === "skips") expectClose(after, without[o]!.slice(k), 0);
            if (gap !== "restarts") continue;
            expectClose(after.slice(first), fresh[o]!.slice(first), 1e-11);
            const between = after
              .slice(0, first)
              .map((value, j) => (Number.isNaN(value) ? unbroken[o]![k + 1 + j]! : value));
            expectClose(between, unbroken[o]!.slice(k + 1, k + 1 + first), 1e-11);
          }
        }),
        RUNS,
      );
    });

    it("has settled after as many bars as it says: an earlier start changes nothing above 1e-6", () => {
      fc.assert(
        fc.property(seeds, arbitraryParams, fc.integer({ min: 1, max: 40 }), (seed, params, earlier) => {
          const settled = indicator.settled(params);
          expect(settled).toBeGreaterThanOrEqual(indicator.firstDefined(params));
          if (!(settled + 100 < LONGEST)) return;
          const bars = randomMarket("lively", seed, earlier + settled + 30);
          const inputs = inputsOf(indicator, bars);
          const longer = eager(inputs, params, bars.ticksPerUnit);
          const shorter = eager(sliceOf(inputs, earlier, bars.length), params, bars.ticksPerUnit);
          for (const [k, column] of longer.entries()) {
            expectClose(column.slice(earlier + settled), shorter[k]!.slice(settled), 1e-6, scaleOf(column));
          }
        }),
        { numRuns: 10 },
      );
    });

    it("refuses columns of different lengths, wrong columns, a wrong grid and bad parameters", () => {
      const [params] = fc.sample(arbitraryParams, 1) as [number[]];
      const bars = randomMarket("lively", 1, 30);
      const inputs = inputsOf(indicator, bars);
      for (const bad of badParams) {
        expect(thrown(() => eager(inputs, bad, null)).code, `params ${bad.join(", ")}`).toBe("BACKSIGHT_ARGUMENT");
      }
      const shorter = inputs.map((column, k) => (k === inputs.length - 1 ? column.slice(1) : column));
      if (inputs.length > 1) expect(thrown(() => eager(shorter, params, null)).code).toBe("BACKSIGHT_LENGTH");
      const list = [[1, 2, 3]] as unknown as Columns;
      expect(thrown(() => eager(list, params, null)).code).toBe("BACKSIGHT_ARGUMENT");
      expect(thrown(() => eager(inputs, params, 3)).code).toBe("BACKSIGHT_ARGUMENT");
      const nothing = eager(
        inputs.map(() => new Float64Array(0)),
        params,
        null,
      );
      expect(nothing.map((column) => column.length)).toStrictEqual(indicator.outputs.map(() => 0));
    });

    if (indicator.keepsTicks === true) {
      it("stays on the tick grid of its input, as it says", () => {
        fc.assert(
          fc.property(cases, (given) => {
            const bars = randomMarket("lively", given.seed, indicator.firstDefined(given.params) + 1 + given.tail);
            const [column] = eager(inputsOf(indicator, bars), given.params, 100) as [Float64Array];
            const defined = column.filter((value) => !Number.isNaN(value));
            expect(defined.every((value) => Math.round(value * 100) / 100 === value)).toBe(true);
          }),
          RUNS,
        );
      });
    }

    if (definition !== undefined) {
      it("is its definition", () => {
        fc.assert(
          fc.property(cases, (given) => {
            const bars = marketFor(given);
            const inputs = inputsOf(indicator, bars);
            const values = eager(inputs, given.params, bars.ticksPerUnit);
            for (let i = indicator.firstDefined(given.params); i < bars.length; i++) {
              const expected = definition(inputs, given.params, i);
              for (const [k, column] of values.entries()) {
                expectClose([column[i]!], [expected[k]!], 1e-9, Math.max(1, Math.abs(expected[k]!)));
              }
            }
          }),
          RUNS,
        );
      });
    }
  });
}

/** The last `length` values of a column up to and including bar `i`, oldest first. */
export function windowAt(column: Float64Array, length: number, i: number): Float64Array {
  return column.slice(i - length + 1, i + 1);
}

function columnOf(name: string): "open" | "high" | "low" | "close" | "volume" | "session" {
  if (name === "source") return "close";
  if (name === "other") return "open";
  return name as "open";
}

function inputsOf(indicator: Indicator, bars: Bars): Columns {
  return indicator.inputs.map((name) => Float64Array.from(bars[columnOf(name)]));
}

function contextOf(indicator: Indicator, ticksPerUnit: number | null): { ticksPerUnit: (number | null)[] } {
  return {
    ticksPerUnit: indicator.inputs.map((name) => (name === "volume" || name === "session" ? null : ticksPerUnit)),
  };
}

function sliceOf(inputs: Columns, from: number, to: number): Columns {
  return inputs.map((column) => column.slice(from, to));
}

function cutOut(column: Float64Array, k: number): Float64Array {
  return column.filter((_, i) => i !== k);
}

function scaleOf(column: Float64Array): number {
  let largest = 0;
  for (const value of column) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}

/** NaN where the other is, and within `tolerance` × scale of it elsewhere. */
function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  scale = Math.max(scaleOf(Float64Array.from(actual)), scaleOf(Float64Array.from(expected))),
): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i]!;
    const b = expected[i]!;
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    const isClose = Math.abs(a - b) <= tolerance * scale;
    if (!isClose) expect.fail(`value ${i}: ${a} against ${b}, allowed ${tolerance * scale}`);
  }
}
