import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridPrices, hourlyBars, intradayBars, type Prices } from "../../../test/support/intraday-simulation.ts";
import { barsOf } from "../../../test/support/random-panels.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { resampleBars } from "../../data/prepare/resample-bars.ts";
import { backtest } from "../../index.ts";
import { sma } from "../../indicators/sma.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";

/** Nine bars of eight hours, three to a session, that rise by one. */
const PRICES: Prices = Array.from({ length: 9 }, (_, i) => [100 + i, 101 + i, 99 + i, 100.5 + i] as const);
const free = { store: false, costs: "none", benchmark: "none" } as const;

describe("a longer timeframe", () => {
  it("is seen as far as its bars have closed, from the bar on that completes one", async () => {
    const seen: unknown[] = [];
    const watcher = defineStrategy({
      name: "watcher",
      timeframes: { day: "1d" },
      indicators: ({ close }, _, { day }) => ({ short: close, two: sma(day.close, 2) }),
      onBar({ bar, frames: { day }, at }) {
        seen.push([
          bar.index,
          day.hasClosed,
          day.bar.index,
          day.bar.high,
          day.past.close.previous,
          at.two.now,
          at.short.now,
        ]);
      },
    });
    await backtest(watcher, intradayBars(PRICES), free);
    // Days close with bars 2, 5 and 8, at 102.5, 105.5 and 108.5. The run asks each strategy twice.
    expect(seen.slice(0, 9)).toEqual([
      [0, false, -1, NaN, NaN, NaN, 100.5],
      [1, false, -1, NaN, NaN, NaN, 101.5],
      [2, true, 0, 103, NaN, NaN, 102.5],
      [3, false, 0, 103, NaN, NaN, 103.5],
      [4, false, 0, 103, NaN, NaN, 104.5],
      [5, true, 1, 106, 102.5, 104, 105.5],
      [6, false, 1, 106, 102.5, 104, 106.5],
      [7, false, 1, 106, 102.5, 104, 107.5],
      [8, true, 2, 109, 105.5, 107, 108.5],
    ]);
  });

  it("gives what its indicator gives on resampled bars, and knows nothing of the future", async () => {
    await fc.assert(
      fc.asyncProperty(gridPrices, gridPrices, fc.integer({ min: 2, max: 40 }), async (prices, others, cut) => {
        const spy = (into: number[]) =>
          defineStrategy({
            name: "spy",
            timeframes: { two: "2h", four: "4h" },
            indicators: (_, __, { two, four }) => ({ fast: sma(two.close, 2), slow: sma(four.close, 3) }),
            onBar: ({ at }) => void into.push(at.fast.now, at.fast.previous, at.slow.now, at.slow.ago(2)),
          });
        const bars = hourlyBars(prices);
        const [whole, changed]: [number[], number[]] = [[], []];
        await backtest(spy(whole), bars, free);
        const two = resampleBars(bars, parseTimeframe("2h"), { unfinished: "keep" });
        const expected = sma(two.close, 2, { ticksPerUnit: two.ticksPerUnit });
        // Sessions of 24 hours: every second bar completes one of two hours.
        for (let i = 0; i < bars.length; i++)
          expect(whole[4 * i]).toEqual(i === 0 ? NaN : expected[((i + 1) >> 1) - 1]);
        const kept = Math.min(cut, prices.length);
        await backtest(spy(changed), hourlyBars([...prices.slice(0, kept), ...others]), free);
        expect(changed.slice(0, 4 * kept)).toEqual(whole.slice(0, 4 * kept));
        const part: number[] = [];
        await backtest(spy(part), sliceBars(bars, 0, kept), free);
        expect(part.slice(0, 4 * kept)).toEqual(whole.slice(0, 4 * kept));
      }),
      { numRuns: 60 },
    );
  });

  it("is proved, or tested, as the bars are", async () => {
    const bars = hourlyBars(Array.from({ length: 200 }, (_, i) => [100, 103, 97, 100 + (i % 3)] as const));
    const run = (name: string, isOpaque: boolean) =>
      backtest(
        defineStrategy({
          name,
          timeframes: { four: "4h" },
          indicators: (_, __, { four }) => {
            const mean = sma(four.close, 3);
            return { mean: isOpaque ? mean.plus(mean.values[0] === 1 ? 1 : 0) : mean };
          },
          onBar: ({ at, bar, position, buy }) => void (position.isFlat && bar.close > at.mean.now && buy()),
        }),
        bars,
        free,
      );
    expect((await run("proved", false)).guards.lookAhead.status).toBe("proved");
    expect((await run("opaque", true)).guards.lookAhead.status).not.toBe("proved");
  });

  it("is each instrument's own", async () => {
    const seen: unknown[] = [];
    const watcher = defineStrategy({
      name: "watcher",
      timeframes: { day: "1d" },
      indicators: (_, __, { day }) => ({ day: day.close }),
      onBar: ({ bar, of }) =>
        void seen.push([bar.index, of("B").at.day.now, of("B").frames.day.bar.index, of("B").frames.day.hasClosed]),
    });
    const double = PRICES.map((row) => row.map((price) => 2 * price) as unknown as (typeof PRICES)[number]);
    const panel = [barsOf("A", PRICES), barsOf("B", double, (row) => row < 3 || row === 6)];
    await backtest(watcher, panel, free);
    expect(seen.slice(4, 9)).toEqual([
      [4, NaN, -1, false],
      [5, 211, 0, true],
      [6, 211, 0, false],
      [7, 211, 0, false],
      [8, 217, 1, true],
    ]);
  });

  it.each<[string, () => unknown, string]>([
    ["one that is none", () => ({ day: "1x" }), '"1x"'],
    ["no object", () => "1d", 'timeframes must be an object such as { day: "1d" }'],
  ])("of %s is refused", (_, timeframes, message) => {
    const make = () => defineStrategy({ name: "odd", timeframes: timeframes() as never, onBar: () => {} });
    expect(thrown(make).message).toContain(message);
  });

  it("shorter than the bars is refused", async () => {
    const short = defineStrategy({ name: "short", timeframes: { minute: "1m" }, onBar: () => {} });
    await expect(backtest(short, intradayBars(PRICES), free)).rejects.toThrow("from 8h to 1m: it is shorter");
  });
});
