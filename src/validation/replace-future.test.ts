import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { randomStream } from "../core/random.ts";
import type { Bars } from "../market/bars.ts";
import { PRICE_COLUMNS } from "../market/bars.ts";
import { createBars } from "../market/create-bars.ts";
import { replaceFuture } from "./replace-future.ts";

const bars = walkBars(300, 1);
const replaced = (of: Bars, cut: number, seed = 1) => replaceFuture(of, cut, randomStream(seed, "future"));

describe("replaceFuture", () => {
  it("keeps the past and everything else, and gives valid bars on the same tick grid", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 299 }), fc.integer(), (cut, seed) => {
        const other = replaced(bars, cut, seed);
        for (const column of PRICE_COLUMNS) {
          expect(other[column].subarray(0, cut + 1)).toEqual(bars[column].subarray(0, cut + 1));
        }
        const { open, high, low, close, volume, ...rest } = other;
        expect({ ...bars, ...rest }).toEqual(bars);
        // createBars refuses prices that aren't positive and finite, highs below lows and prices off the grid.
        expect(createBars({ ...rest, open, high, low, close, volume, notes: [] }).notes).toEqual([]);
        expect(volume.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it("moves the first open and close against the real ones", () => {
    for (let cut = 0; cut < 299; cut++) {
      const { open, close } = replaced(bars, cut);
      const last = bars.close[cut]!;
      for (const [real, other] of [
        [bars.open, open],
        [bars.close, close],
      ] as const) {
        expect(other[cut + 1]).not.toBe(last);
        if (real[cut + 1] !== last) expect(other[cut + 1]! > last).toBe(real[cut + 1]! < last);
      }
    }
  });

  it("begins with a jump to twice or half the last close", () => {
    for (const cut of [50, 120, 200]) {
      const other = replaced(bars, cut);
      const change = other.close[cut + 1]! / bars.close[cut]!;
      // on whole cents near 100.00
      expect(bars.close[cut + 1]! > bars.close[cut]! ? change : 1 / change).toBeCloseTo(0.5, 3);
    }
  });

  it("has the past's volatility", () => {
    const long = walkBars(4000, 2);
    const deviation = (close: Float64Array) => {
      let squares = 0;
      for (let i = 1; i < close.length; i++) squares += (close[i]! / close[i - 1]! - 1) ** 2;
      return Math.sqrt(squares / (close.length - 1));
    };
    const other = replaced(long, 1999);
    // The open adds a step of a quarter of the volatility: √(1 + 1/16) = 1.03. Bar 2000 is the jump.
    const ratio = deviation(other.close.subarray(2000)) / deviation(long.close.subarray(0, 2000));
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.12);
  });

  it("is decided by the stream alone", () => {
    expect(replaced(bars, 50, 9).close).toEqual(replaced(bars, 50, 9).close);
    expect(replaced(bars, 50, 9).close).not.toEqual(replaced(bars, 50, 10).close);
  });

  it("works without a tick grid, from one still bar, at the least price and with unknown volumes", () => {
    const flat = new Float64Array(300).fill(0.01);
    const still: Bars = { ...bars, open: flat, high: flat, low: flat, close: flat };
    for (const ticksPerUnit of [100, null]) {
      const other = replaced({ ...still, ticksPerUnit, volume: new Float64Array(300).fill(NaN) }, 0);
      expect(other.close.every((price) => price > 0 && price < 1)).toBe(true);
      expect(new Set(other.close).size).toBeGreaterThan(1);
      expect(other.volume.every(Number.isNaN)).toBe(true);
    }
  });
});
