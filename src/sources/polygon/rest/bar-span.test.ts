import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOfDate } from "../../../market/calendar/calendar.ts";
import { localToUtc } from "../../../market/calendar/time-zone.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { rangeOfDay } from "../../cache/range-of-day.ts";
import { barSpanOf, requestWindows, stretchToBars, unfinishedFrom } from "./bar-span.ts";

const NEW_YORK = { timeZone: "America/New_York" };
const UTC = { timeZone: "UTC" };
const at = (year: number, month: number, day: number, hours = 0, zone = NEW_YORK) =>
  localToUtc(zone.timeZone, year, month, day, hours * 3_600_000);

describe("barSpanOf", () => {
  it.each([
    ["15s", 15, "second"],
    ["5m", 5, "minute"],
    ["1h", 1, "hour"],
    ["1d", 1, "day"],
    ["1w", 1, "week"],
    ["1mo", 1, "month"],
  ])("%s is %i of a %s", (label, multiplier, timespan) => {
    expect(barSpanOf(parseTimeframe(label), NEW_YORK)).toEqual({ multiplier, timespan });
  });

  it("takes hours that divide a day where clocks don't change", () => {
    expect(barSpanOf(parseTimeframe("4h"), UTC)).toEqual({ multiplier: 4, timespan: "hour" });
    expect(() => barSpanOf(parseTimeframe("5h"), UTC)).toThrow("Take 1h bars and resample them");
    expect(() => barSpanOf(parseTimeframe("4h"), NEW_YORK)).toThrow("4h bars over REST");
  });
});

describe("stretchToBars", () => {
  it("reaches from bar to bar", () => {
    const minute = 60_000;
    const open = at(2024, 5, 1, 9.5);
    const five = parseTimeframe("5m");
    expect(stretchToBars({ from: open + 1, to: open + 5 * minute }, five, NEW_YORK)).toEqual({
      from: open,
      to: open + 5 * minute,
    });
    expect(stretchToBars({ from: open, to: open + 5 * minute + 1 }, five, NEW_YORK).to).toBe(open + 10 * minute);
  });

  it("fits weeks that begin on Sundays and on Mondays", () => {
    // Wednesday 2024-05-01: weeks from Sunday 28 April or Monday 29 April, to Saturday 4 May or Sunday 5 May.
    const wednesday = rangeOfDay(NEW_YORK, dayOfDate(2024, 5, 1));
    expect(stretchToBars(wednesday, parseTimeframe("1w"), NEW_YORK)).toEqual({
      from: at(2024, 4, 28),
      to: at(2024, 5, 6),
    });
    const sunday = rangeOfDay(NEW_YORK, dayOfDate(2024, 5, 5));
    expect(stretchToBars(sunday, parseTimeframe("1w"), NEW_YORK)).toEqual({
      from: at(2024, 4, 29),
      to: at(2024, 5, 12),
    });
  });

  it("takes whole months", () => {
    const range = { from: at(2024, 2, 10), to: at(2024, 3, 1) };
    expect(stretchToBars(range, parseTimeframe("1mo"), NEW_YORK)).toEqual({ from: at(2024, 2, 1), to: at(2024, 3, 1) });
  });
});

describe("unfinishedFrom", () => {
  const wednesday = at(2024, 5, 1, 12.21);
  it.each([
    ["1m", at(2024, 5, 1, 12.2)],
    ["1h", at(2024, 5, 1, 12)],
    ["1d", at(2024, 5, 1)],
    ["1w", at(2024, 4, 28)],
    ["1mo", at(2024, 5, 1)],
  ])("of %s bars is where the one that goes on begins", (label, expected) => {
    expect(unfinishedFrom(wednesday, parseTimeframe(label), NEW_YORK)).toBe(expected);
  });
});

describe("requestWindows", () => {
  it("cut minutes at months, seconds at half days, days nowhere", () => {
    const range = { from: at(2024, 1, 31, 13), to: at(2024, 3, 1) };
    expect(requestWindows(range, parseTimeframe("1m"), NEW_YORK).map(({ from }) => from)).toEqual([
      range.from,
      at(2024, 2, 1),
    ]);
    expect(requestWindows({ from: range.from, to: at(2024, 2, 2) }, parseTimeframe("1s"), NEW_YORK)).toEqual([
      { from: range.from, to: at(2024, 2, 1) },
      { from: at(2024, 2, 1), to: at(2024, 2, 1, 12) },
      { from: at(2024, 2, 1, 12), to: at(2024, 2, 2) },
    ]);
    expect(requestWindows(range, parseTimeframe("1d"), NEW_YORK)).toEqual([range]);
  });

  it("make up the range, and never ask for more base bars than a page has", () => {
    const start = at(2023, 10, 1);
    const minutes = fc.integer({ min: 0, max: 200 * 1440 });
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 100 * 1440 }),
        fc.constantFrom("1m", "30m", "1h"),
        (skip, n, label) => {
          const range = { from: start + skip * 60_000, to: start + (skip + n) * 60_000 };
          const windows = requestWindows(range, parseTimeframe(label), NEW_YORK);
          expect([windows[0]?.from, windows.at(-1)?.to]).toEqual([range.from, range.to]);
          for (const [i, window] of windows.entries()) {
            if (i > 0) expect(window.from).toBe(windows[i - 1]?.to);
            const asked = stretchToBars(window, parseTimeframe(label), NEW_YORK);
            expect((asked.to - asked.from) / 60_000).toBeLessThanOrEqual(50_000);
          }
        },
      ),
    );
  });
});
