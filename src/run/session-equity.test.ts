import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aroundTheClock } from "../market/calendar/around-the-clock.ts";
import { type Calendar, DAY_MS, dateOfDay, dayOfDate } from "../market/calendar/calendar.ts";
import { usEquity } from "../market/calendar/us-equity.ts";
import { createBars } from "../market/create-bars.ts";
import { instrument } from "../market/instrument.ts";
import { timeframe } from "../market/timeframe.ts";
import { sessionEquity, simpleReturns } from "./session-equity.ts";

/** One bar per close time, all at the price 1. */
function barsClosingAt(calendar: Calendar, closeTimes: readonly number[]) {
  const closeTime = Float64Array.from(closeTimes);
  const price = new Float64Array(closeTime.length).fill(1);
  return createBars({
    instrument: instrument("X"),
    timeframe: timeframe(1, "h"),
    calendar,
    time: closeTime.map((time) => time - 60_000),
    closeTime,
    open: price,
    high: price,
    low: price,
    close: price,
    source: "test:closes",
  });
}

describe("sessionEquity", () => {
  const HOUR = 3_600_000;

  it("takes the last bar of each session", () => {
    const bars = barsClosingAt(aroundTheClock, [1 * HOUR, 23 * HOUR, 24 * HOUR, 25 * HOUR, 47 * HOUR]);
    const { day, equity } = sessionEquity(bars, Float64Array.of(1, 2, 3, 4, 5), 0);
    expect([...day]).toEqual([0, 1]);
    expect([...equity]).toEqual([3, 5]);
  });

  it("is what a walk over all bars finds", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.nat(), (hours, from) => {
        let hour = 0;
        const bars = barsClosingAt(
          aroundTheClock,
          hours.map((gap) => {
            hour += gap;
            return hour * HOUR;
          }),
        );
        const start = from % bars.length;
        const given = Float64Array.from(hours, (_, i) => i);
        const { day, equity } = sessionEquity(bars, given, start);
        const plain = Array.from(day, (session) => {
          let last = start;
          for (let i = start; i < bars.length; i++) if (bars.session[i]! <= session) last = i;
          return last;
        });
        expect([...equity]).toEqual(plain);
      }),
    );
  });

  it("keeps equity over a session without bars", () => {
    const bars = barsClosingAt(aroundTheClock, [12 * HOUR, 12 * HOUR + 3 * DAY_MS]);
    const { day, equity } = sessionEquity(bars, Float64Array.of(7, 9), 0);
    expect([...day]).toEqual([0, 1, 2, 3]);
    expect([...equity]).toEqual([7, 7, 7, 9]);
  });

  it("begins with the session of the first measured bar", () => {
    const bars = barsClosingAt(aroundTheClock, [HOUR, HOUR + DAY_MS, 2 * HOUR + DAY_MS, HOUR + 2 * DAY_MS]);
    const { day, equity } = sessionEquity(bars, Float64Array.of(1, 2, 3, 4), 2);
    expect([...day]).toEqual([1, 2]);
    expect([...equity]).toEqual([3, 4]);
  });

  it("knows weekends and holidays of the exchange, and counts sessions that have no bars", () => {
    // 2024-03-28 is a Thursday, Good Friday no session; 04-02 has no bar.
    const close = (day: number) => usEquity.close(dayOfDate(2024, day > 20 ? 3 : 4, day));
    const bars = barsClosingAt(usEquity, [close(28), close(1), close(3)]);
    const { day, equity } = sessionEquity(bars, Float64Array.of(1, 2, 3), 0);
    expect(Array.from(day, dateOfDay)).toEqual(["2024-03-28", "2024-04-01", "2024-04-02", "2024-04-03"]);
    expect([...equity]).toEqual([1, 2, 2, 3]);
  });
});

describe("simpleReturns", () => {
  it.each<[readonly number[], readonly number[]]>([
    [
      [110, 99, 99],
      [0.1, -0.1, 0],
    ],
    [[], []],
    // Equity 0 or less: −1 in that period, then 0.
    [
      [50, 0, 0, 10],
      [-0.5, -1, 0, 0],
    ],
    [
      [-20, -30],
      [-1, 0],
    ],
    [
      [NaN, 100],
      [NaN, NaN],
    ],
  ])("of %j from 100 are %j", (values, returns) => {
    const found = simpleReturns(Float64Array.from(values), 100);
    expect(found).toHaveLength(returns.length);
    returns.forEach((value, i) => {
      if (Number.isNaN(value)) expect(found[i]).toBeNaN();
      else expect(found[i]).toBeCloseTo(value, 12);
    });
  });

  it("chain to the total return", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
        const returns = simpleReturns(Float64Array.from(values), 1000);
        const total = returns.reduce((product, value) => product * (1 + value), 1000);
        expect(Math.abs(total - values.at(-1)!)).toBeLessThan(1e-9 * total);
      }),
    );
  });
});
