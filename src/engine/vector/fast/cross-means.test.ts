import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket, seeds } from "../../../../test/support/random-market.ts";
import { crossedAbove, crossedBelow } from "../../../indicators/crossed.ts";
import { rollingMean } from "../../../math/rolling-mean.ts";
import { crossMeans, type MeanPair } from "./cross-means.ts";
import { packMask, wordsFor } from "./signal-bits.ts";
import { tickSums } from "./tick-sums.ts";
import { createWasmKernels } from "./wasm-kernels.ts";

const settings = {
  cash: 1,
  fillsAtClose: true,
  fraction: 1,
  commission: 0,
  concession: 0,
  stopLoss: NaN,
  takeProfit: NaN,
  trailingStop: NaN,
  direction: "both",
  multiplier: 1,
  limits: null,
  start: 0,
} as const;

const windows = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 }));

function packed(mask: Uint8Array): Uint32Array {
  const bits = new Uint32Array(wordsFor(mask.length));
  packMask(mask, bits);
  return bits;
}

describe.each(["typescript", "wasm"])("crossMeans in %s", (kind) => {
  it("finds what crossedAbove and crossedBelow find in rolling means", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("lively" as const, "quiet" as const),
        seeds,
        fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1900, max: 4300 })),
        fc.array(fc.tuple(windows, windows), { minLength: 1, maxLength: 6 }),
        (mood, seed, length, pairs) => {
          const bars = randomMarket(mood, seed, length);
          const { close } = bars;
          const marks = { bars: Int32Array.of(length - 1), periodsPerYear: 1, barsPerYear: 1 };
          const rates = { ratePerPeriod: 0, ratePerBar: 0, years: 1 };
          const kernels = createWasmKernels({ bars, settings, marks: { ...marks, ...rates }, masks: 2 * pairs.length });
          const room = () => (kind === "wasm" ? kernels!.room() : new Uint32Array(wordsFor(length)));
          const asked: MeanPair[] = pairs.map(([first, second]) => ({ first, second, above: room(), below: room() }));
          const sums = tickSums(close, 100)!;
          if (kind === "wasm") kernels!.crossMeans(sums, 100, asked);
          else crossMeans(sums, 100, asked);
          for (const { first, second, above, below } of asked) {
            const [a, b] = [rollingMean(close, first, 100), rollingMean(close, second, 100)];
            expect(new Uint32Array(above)).toEqual(packed(crossedAbove(a, b)));
            expect(new Uint32Array(below)).toEqual(packed(crossedBelow(a, b)));
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe("tickSums", () => {
  it("are whole numbers, and none where a price isn't on the grid", () => {
    expect(tickSums(Float64Array.of(1.25, 0.5, 2), 4)).toEqual(Float64Array.of(0, 5, 7, 15));
    expect(tickSums(Float64Array.of(1.25, 0.3), 4)).toBeNull();
    expect(tickSums(Float64Array.of(1, NaN), 4)).toBeNull();
    expect(tickSums(Float64Array.of(2 ** 52, 2 ** 52), 1)).toBeNull();
  });
});
