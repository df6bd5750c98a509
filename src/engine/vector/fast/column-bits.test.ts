import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket, seeds } from "../../../../test/support/random-market.ts";
import { crossedAbove, crossedBelow } from "../../../indicators/crossed.ts";
import { ema } from "../../../indicators/ema.ts";
import { columnsOf } from "../../../series/columns.ts";
import type { Mask } from "../../../series/mask.ts";
import { SeriesGraph } from "../../../series/series-graph.ts";
import { crossMeans } from "./cross-means.ts";
import { MaskBits } from "./mask-bits.ts";
import { packMask, wordsFor } from "./signal-bits.ts";

const SEVERAL = fc.array(fc.nat({ max: 11 }), { minLength: 2, maxLength: 6 });

/** Every operator that makes a mask, over columns with gaps and without. */
function masksOf(graph: SeriesGraph, lag: number): readonly Mask[] {
  const { open, close, volume } = columnsOf(graph);
  const average = ema(close, 5);
  return [
    close.gt(open),
    close.ge(average),
    volume.lt(2000),
    average.le(close.lag(3)),
    close.eq(close.lag(1)),
    crossedAbove(close, average),
    crossedBelow(average, open),
    crossedAbove(volume, 2500),
    close.gt(open).lag(lag),
    close.gt(average).not(),
    crossedAbove(close, open),
    close.lt(100),
  ];
}

describe("MaskBits", () => {
  it("are the bits of what every mask evaluates to, also combined", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("lively" as const, "quiet" as const, "continuous" as const),
        seeds,
        fc.integer({ min: 1, max: 300 }),
        fc.nat({ max: 130 }),
        SEVERAL,
        (mood, seed, length, lag, picks) => {
          const bars = randomMarket(mood, seed, length);
          const graph = new SeriesGraph(bars);
          const masks = masksOf(graph, lag);
          const joined = picks
            .map((pick) => masks[pick]!)
            .reduce((all, mask, k) => (k % 3 === 0 ? all.or(mask) : k % 3 === 1 ? all.and(mask) : all.or(mask.not())));
          const all = [...masks, joined, joined.not().lag(lag)];
          const bits = new MaskBits(graph, {
            crossMeans,
            pack: packMask,
            room: () => new Uint32Array(wordsFor(length)),
          });
          bits.prepare(all.map(({ node }) => node));
          for (const mask of all) {
            const expected = new Uint32Array(wordsFor(length));
            packMask(mask.values, expected);
            expect(bits.of(mask.node), String(mask)).toEqual(expected);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("compute an expression once", () => {
    const graph = new SeriesGraph(randomMarket("lively", 5, 100));
    const bits = new MaskBits(graph, { crossMeans, pack: packMask, room: () => new Uint32Array(wordsFor(100)) });
    const { close, open } = columnsOf(graph);
    expect(bits.of(close.gt(open).node)).toBe(bits.of(close.gt(open).node));
  });
});
