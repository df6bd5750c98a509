import * as fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { thrown } from "../../test/support/thrown.ts";
import { columnsOf } from "../series/columns.ts";
import type { Mask } from "../series/mask.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { crossedAbove, crossedBelow } from "./crossed.ts";
import { sma } from "./sma.ts";

const column = (...values: number[]): Float64Array => Float64Array.from(values);
const above = (a: Float64Array, b: Float64Array | number): string => crossedAbove(a, b).join("");
const below = (a: Float64Array, b: Float64Array | number): string => crossedBelow(a, b).join("");

describe("a crossing", () => {
  it("is where the relation turns", () => {
    expect(above(column(1, 3, 1, 3), 2)).toBe("0101");
    expect(below(column(1, 3, 1, 3), 2)).toBe("0010");
    expect(above(column(1, 2, 3), column(3, 2, 1))).toBe("001");
  });

  it("isn't made by equal bars, which keep the relation: a touch from above or below is none", () => {
    expect(above(column(1, 2, 2, 3), 2)).toBe("0001");
    expect(above(column(3, 2, 3), 2)).toBe("000");
    expect(below(column(1, 2, 1), 2)).toBe("000");
  });

  it("isn't made by the first bar where both are defined, nor after equal ones", () => {
    expect(above(column(NaN, 3, 1), 2)).toBe("000");
    expect(above(column(2, 2, 3), 2)).toBe("000");
    expect(above(column(NaN, NaN, 1, 3), column(NaN, 2, 2, 2))).toBe("0001");
  });

  it("is remembered over a gap: the relation before it holds", () => {
    expect(above(column(1, NaN, 3), 2)).toBe("001");
    expect(above(column(3, NaN, 3), 2)).toBe("000");
  });
});

it("turns up and down in turn, and is its own mirror image", () => {
  const values = fc.array(fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -2, max: 2 }) }, fc.constant(NaN)));
  fc.assert(
    fc.property(values, (list) => {
      const a = Float64Array.from(list);
      const [up, down] = [crossedAbove(a, 0), crossedBelow(a, 0)];
      expect(
        crossedAbove(
          a.map((value) => -value),
          0,
        ),
      ).toStrictEqual(down);
      let last = 0;
      for (const [i, value] of a.entries()) {
        const turn = up[i]! - down[i]!;
        expect(up[i]! & down[i]!).toBe(0);
        if (turn === 0) continue;
        expect(Math.sign(value)).toBe(turn);
        if (last !== 0) expect(turn).toBe(-last);
        last = turn;
      }
    }),
  );
});

describe("lazily", () => {
  const bars = randomMarket("quiet", 6, 300);

  it("is the same as on arrays, one node per expression, causal", () => {
    const { close } = columnsOf(new SeriesGraph(bars));
    const lazy = crossedAbove(sma(close, 5), sma(close, 12));
    const grid = { ticksPerUnit: bars.ticksPerUnit };
    expect(lazy.values).toStrictEqual(crossedAbove(sma(bars.close, 5, grid), sma(bars.close, 12, grid)));
    expect(lazy.values.reduce((count, value) => count + value, 0)).toBeGreaterThan(3);
    expect(crossedAbove(sma(close, 5), sma(close, 12)).node).toBe(lazy.node);
    expect(lazy.node.isCausal).toBe(true);
    expect(crossedBelow(close, 100).values).toStrictEqual(crossedBelow(bars.close, 100));
  });

  it("comes from one lazy column, on either side, and says so in its type", () => {
    const { close } = columnsOf(new SeriesGraph(bars));
    const level = new Float64Array(300).fill(100);
    const right = crossedAbove(level, close);
    expectTypeOf(right).toEqualTypeOf<Mask>();
    expectTypeOf(crossedAbove(level, 3)).toEqualTypeOf<Uint8Array>();
    expect(right.values).toStrictEqual(crossedAbove(level, bars.close));
    expect(crossedAbove(close, level).values).toStrictEqual(crossedAbove(bars.close, level));
  });
});

it("refuses columns of other bars, other lengths, and what isn't a column", () => {
  const [here, there] = [
    columnsOf(new SeriesGraph(randomMarket("quiet", 1, 9))),
    columnsOf(new SeriesGraph(randomMarket("quiet", 2, 9))),
  ];
  expect(thrown(() => crossedAbove(here.close, there.close)).code).toBe("BACKSIGHT_SERIES_FOREIGN");
  expect(thrown(() => crossedAbove(column(1, 2), column(1))).code).toBe("BACKSIGHT_LENGTH");
  expect(thrown(() => crossedAbove([1, 2] as unknown as Float64Array, 1)).code).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => crossedAbove(column(1, 2), "1" as unknown as number)).code).toBe("BACKSIGHT_ARGUMENT");
});
