import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import { createBars } from "../../market/create-bars.ts";
import { instrument } from "../../market/instrument.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { timeframe } from "../../market/timeframe.ts";
import { edgeSpread } from "../../math/spread-estimators/edge-spread.ts";
import { costColumns } from "./cost-columns.ts";
import { type CostSettings, NO_COSTS } from "./cost-settings.ts";

const HALF_DAYS = 2;

/** Bars of twelve hours, two to a session. */
function halfDays(closes: readonly number[], volumes: readonly number[]) {
  const prices = Float64Array.from(closes);
  return createBars({
    instrument: instrument("TEST"),
    timeframe: timeframe(12, "h"),
    calendar: aroundTheClock,
    time: Float64Array.from(closes, (_, i) => 20_000 * DAY_MS + (i * DAY_MS) / HALF_DAYS),
    closeTime: Float64Array.from(closes, (_, i) => 20_000 * DAY_MS + ((i + 1) * DAY_MS) / HALF_DAYS),
    open: prices,
    high: prices,
    low: prices,
    close: prices,
    volume: Float64Array.from(volumes),
    source: "test:half-days",
  });
}

const square = { kind: "square-root", coefficient: 1, sessions: 3 } as const;

describe("costColumns", () => {
  it("is nothing for costs that don't ask", () => {
    const bars = halfDays([1, 1], [1, 1]);
    expect(costColumns(bars, NO_COSTS)).toBeNull();
    expect(costColumns(bars, { ...NO_COSTS, impact: { kind: "kyle", lambda: 1, sessions: 20 } })).toBeNull();
  });

  it("takes volume and volatility of a session from the sessions before it", () => {
    // Session closes 100, 110, 99, 99; returns 10 %, −10 %, 0; volumes 3, 7, 11, 15.
    const bars = halfDays([100, 100, 105, 110, 100, 99, 99, 99], [1, 2, 3, 4, 5, 6, 7, 8]);
    const columns = costColumns(bars, { ...NO_COSTS, impact: square })!;
    const seen = (i: number) => {
      const { dailyVolume, dailyVolatility } = columns.stateAt(i, 1);
      return [dailyVolume, dailyVolatility];
    };
    expect([0, 1, 2, 3, 4, 5].map(columns.isKnownAt)).toEqual([false, false, false, false, false, false]);
    expect(seen(2)).toEqual([3, NaN]);
    expect(seen(5)).toEqual([5, NaN]);
    // Mean of 3, 7, 11; the two returns 0.1 and −0.1 differ from their mean 0 by 0.1: √(0.02 ÷ 1).
    expect(seen(6)[0]).toBe(7);
    expect(seen(6)[1]).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(seen(7)).toEqual(seen(6));
  });

  it("takes a bar's volume and volatility from the bars before it", () => {
    const bars = halfDays([100, 110, 99, 99, 99], [1, 2, 3, 4, 5]);
    const byVolume = costColumns(bars, { ...NO_COSTS, slippage: { kind: "volume-share", impact: 1, bars: 2 } })!;
    expect([0, 1, 2, 3, 4].map((i) => byVolume.stateAt(i, 1).barVolume)).toEqual([NaN, 1, 1.5, 2.5, 3.5]);
    const byRange = costColumns(bars, { ...NO_COSTS, slippage: { kind: "volatility", multiple: 1, bars: 3 } })!;
    const seen = [0, 1, 2, 3, 4].map((i) => byRange.stateAt(i, 1).barVolatility!);
    expect(seen.slice(0, 3)).toEqual([NaN, NaN, NaN]);
    expect(seen[3]).toBeCloseTo(Math.sqrt(0.02), 12);
    // Returns −10 % and 0: √(2 × 0.05²).
    expect(seen[4]).toBeCloseTo(Math.sqrt(0.005), 12);
  });

  it("estimates λ by the slope of closes on signed volume", () => {
    // Sessions' closes 10, 12, 11, 13 move by ±0.5 for each unit of volume 4, 2, 4.
    const bars = halfDays([10, 10, 12, 12, 11, 11, 13, 13, 13, 13], [1, 1, 2, 2, 1, 1, 2, 2, 1, 1]);
    const impact = { kind: "kyle", lambda: "estimated", sessions: 20 } as const;
    expect(costColumns(bars, { ...NO_COSTS, impact })!.stateAt(9, 1).lambda).toBeCloseTo(0.5, 12);
  });

  it("takes quotes from the bar before", () => {
    const bars = halfDays([1, 1, 1], [1, 1, 1]);
    const columns = costColumns(bars, { ...NO_COSTS, spread: { kind: "quoted" } }, Float64Array.of(0.1, 0.2, 0.3))!;
    expect([0, 1, 2].map((i) => columns.stateAt(i, 1).spread)).toEqual([NaN, 0.1, 0.2]);
  });

  it("estimates the spread by the sessions before", () => {
    const bars = walkBars(40, 3);
    const columns = costColumns(bars, { ...NO_COSTS, spread: { kind: "estimated", by: "edge", sessions: 21 } })!;
    const [open, high, low, close] = (["open", "high", "low", "close"] as const).map((name) =>
      bars[name].subarray(9, 30),
    );
    const expected = Math.max(0, edgeSpread(open!, high!, low!, close!, true));
    expect(columns.stateAt(30, 1).spread).toBe(expected);
  });

  it("knows nothing of the bar that is filled, nor of what follows", () => {
    const bars = walkBars(60, 5);
    const models: Partial<CostSettings>[] = [
      { spread: { kind: "estimated", by: "corwin-schultz", sessions: 10 } },
      { spread: { kind: "estimated", by: "abdi-ranaldo", sessions: 10 } },
      { spread: { kind: "estimated", by: "roll", sessions: 10 } },
      { slippage: { kind: "volatility", multiple: 1, bars: 7 } },
      { slippage: { kind: "volume-share", impact: 1, bars: 7 } },
      { impact: { kind: "kyle", lambda: "estimated", sessions: 9 } },
      { impact: square },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.integer({ min: 1, max: 59 }), (model, i) => {
        const settings = { ...NO_COSTS, ...model };
        const whole = { ...costColumns(bars, settings)!.stateAt(i, 1) };
        // The bar of the fill is there, and worth something else altogether.
        const cut = sliceBars(bars, 0, i + 1);
        const other = createBars({
          ...cut,
          open: cut.open.with(i, 1e6),
          high: cut.high.with(i, 2e6),
          low: cut.low.with(i, 1e5),
          close: cut.close.with(i, 1e6),
          volume: cut.volume.with(i, 1e12),
        });
        expect(costColumns(other, settings)!.stateAt(i, 1)).toStrictEqual(whole);
      }),
    );
  });

  it("refuses data without what the costs are scaled by", () => {
    const bars = halfDays([1, 1], [NaN, 0]);
    const refused = (settings: Partial<CostSettings>) => thrown(() => costColumns(bars, { ...NO_COSTS, ...settings }));
    expect(refused({ impact: square }).message).toContain(
      "test:half-days has no volume, which market impact is scaled by.",
    );
    expect(refused({ slippage: { kind: "volume-share", impact: 1, bars: 2 } }).code).toBe("BACKSIGHT_COST_DATA");
    expect(refused({ spread: { kind: "quoted" } }).message).toContain("has no quotes");
  });
});
