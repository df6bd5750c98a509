import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridPrices, intradayBars, plainSettings } from "../../../test/support/intraday-simulation.ts";
import type { Bars } from "../../market/bars.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const none = (length: number) => new Uint8Array(length);

describe("the order of prices inside a bar", () => {
  const MODES = ["worst", "ohlc", "olhc", "best"] as const;
  const once = (bars: Bars, changes: Partial<SignalSimulation>) => {
    const entries = none(bars.length);
    entries[0] = 1;
    return Object.fromEntries(
      MODES.map((intrabar) => {
        const { equity } = simulateSignals({
          ...plainSettings(bars),
          entries,
          exits: none(bars.length),
          intrabar,
          ...changes,
        });
        return [intrabar, equity[bars.length - 1]!];
      }),
    ) as Record<(typeof MODES)[number], number>;
  };

  it("of one trade with a stop and a target: worst is the least, best the most", () => {
    const share = fc.constantFrom(null, 0.01, 0.02, 0.05);
    fc.assert(
      fc.property(gridPrices, share, share, fc.boolean(), (prices, stopLoss, takeProfit, isShort) => {
        const bars = intradayBars(prices);
        const masks = isShort
          ? { entries: none(bars.length), shortEntries: Uint8Array.of(1, ...none(bars.length - 1)) }
          : {};
        const { worst, ohlc, olhc, best } = once(bars, { stopLoss, takeProfit, ...masks });
        expect(worst).toBeLessThanOrEqual(Math.min(ohlc, olhc));
        expect(best).toBeGreaterThanOrEqual(Math.max(ohlc, olhc));
      }),
      { numRuns: 1000 },
    );
  });

  it("with a trail is no ranking: a path raises it inside the bar, worst and best don't", () => {
    // 10 bought at 100, trail of 10. Up to 120 first: out at 110. Otherwise the low of 95 is above 90, and 50 comes next.
    const bars = intradayBars([
      [100, 100, 100, 100],
      [100, 120, 95, 112],
      [50, 50, 50, 50],
    ]);
    const trailingStop = { kind: "amount", amount: 10 } as const;
    expect(once(bars, { trailingStop })).toEqual({ worst: 500, ohlc: 1100, olhc: 500, best: 500 });
  });

  it("with another entry afterwards is no ranking either: the winner can afford the next loss", () => {
    // 10 at 100: out at 90 or 110. The next 10 at 100 are too dear for 900, and leave 1,100 with 200 when 10 comes.
    const bars = intradayBars([
      [100, 100, 100, 100],
      [100, 110, 90, 100],
      [100, 100, 100, 100],
      [10, 10, 10, 10],
    ]);
    const levels = (price: number) => Float64Array.of(price, NaN, NaN, NaN);
    const changes = { entries: Uint8Array.of(1, 1, 0, 0), stopLevels: levels(90), targetLevels: levels(110) };
    const size = { kind: "quantity", quantity: 10 } as const;
    expect(once(bars, { ...changes, size })).toEqual({ worst: 900, ohlc: 200, olhc: 900, best: 200 });
  });

  it("spans at least the range from what was taken to what the other orders bring, for one trade", () => {
    const share = fc.constantFrom(null, 0.01, 0.02, 0.05);
    fc.assert(
      fc.property(gridPrices, share, share, (prices, stopLoss, takeProfit) => {
        const bars = intradayBars(prices);
        const { worst, best } = once(bars, { stopLoss, takeProfit });
        const entries = none(bars.length);
        entries[0] = 1;
        const taken = simulateSignals({
          ...plainSettings(bars),
          entries,
          exits: none(bars.length),
          stopLoss,
          takeProfit,
        });
        expect(taken.ambiguousRange[0]).toBe(0);
        expect(taken.ambiguousRange[1]).toBeCloseTo(best - worst, 6);
      }),
      { numRuns: 1000 },
    );
  });
});
