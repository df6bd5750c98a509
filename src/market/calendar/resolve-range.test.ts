import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoTime } from "../iso-time.ts";
import { aroundTheClock } from "./around-the-clock.ts";
import { type Calendar, DAY_MS, dateOfDay, dayOfDate } from "./calendar.ts";
import { calendarOfDates } from "./dates-only.ts";
import { resolveRange } from "./resolve-range.ts";
import { usEquity } from "./us-equity.ts";

function resolved(calendar: Calendar, from: string | undefined, to: string | undefined): (string | null)[] {
  const range = resolveRange(calendar, from, to);
  return [range.from, range.to].map((time) => (time === null ? null : isoTime(time)));
}

test("what isn't given isn't bounded", () => {
  expect(resolveRange(usEquity, undefined, undefined)).toEqual({ from: null, to: null });
});

describe("bare dates", () => {
  test("on us-equity: from the close before the session to its own close, so that to is included", () => {
    expect(resolved(usEquity, "2024-01-02", "2024-01-02")).toEqual(["2023-12-29T21:00:00Z", "2024-01-02T21:00:00Z"]);
    expect(resolved(usEquity, "2024-07-02", "2024-07-03")).toEqual(["2024-07-01T20:00:00Z", "2024-07-03T17:00:00Z"]);
  });

  test("around the clock: whole UTC dates", () => {
    expect(resolved(aroundTheClock, "2024-01-06", "2024-01-07")).toEqual([
      "2024-01-06T00:00:00Z",
      "2024-01-08T00:00:00Z",
    ]);
  });

  test("a closed day means the next session for from, the last one for to", () => {
    expect(resolved(usEquity, "2024-01-01", "2024-01-07")).toEqual(resolved(usEquity, "2024-01-02", "2024-01-05"));
  });

  test("dates beyond the ends are cut to the first and last session where nothing is lost", () => {
    expect(resolved(usEquity, "1980-01-01", "2099-12-31")).toEqual(["1998-01-02T00:00:00Z", "2030-12-31T21:00:00Z"]);
    const file = calendarOfDates(Int32Array.of(dayOfDate(2024, 1, 5), dayOfDate(2024, 1, 8)));
    expect(resolved(file, "2000-01-01", "2024-01-07")).toEqual(["2024-01-05T00:00:00Z", "2024-01-08T00:00:00Z"]);
    expect(() => resolveRange(usEquity, "2031-01-01", undefined)).toThrow(
      "the us-equity calendar knows 1998-01-01 to 2030-12-31, not 2031-01-01.",
    );
    expect(() => resolveRange(file, undefined, "2024-01-04")).toThrow(
      "the file's own calendar knows 2024-01-05 to 2024-01-08, not 2024-01-04.",
    );
  });

  test("to one day and from the next part time without a gap or an overlap", () => {
    const day = fc.integer({ min: dayOfDate(1998, 1, 5), max: dayOfDate(2030, 12, 30) });
    fc.assert(
      fc.property(fc.constantFrom(usEquity, aroundTheClock), day, (calendar, day) => {
        const { to } = resolveRange(calendar, undefined, dateOfDay(day));
        const { from } = resolveRange(calendar, dateOfDay(day + 1), undefined);
        expect(from).toBe(to);
      }),
    );
  });

  test("the first and last session of a range are found again", () => {
    const two = fc.tuple(fc.integer({ min: 10_300, max: 16_000 }), fc.integer({ min: 16_000, max: 22_000 }));
    fc.assert(
      fc.property(fc.constantFrom(usEquity, aroundTheClock), two, (calendar, [first, last]) => {
        const { from, to } = resolveRange(calendar, dateOfDay(first), dateOfDay(last));
        expect(calendar.sessionOf(from! + 1)).toBe(calendar.sessionOnOrAfter(first));
        expect(calendar.sessionOf(to!)).toBe(calendar.sessionOnOrBefore(last));
      }),
    );
  });
});

describe("instants", () => {
  test("mean themselves on every calendar, with any zone and to the millisecond", () => {
    expect(resolved(usEquity, "2024-01-02T14:30:00Z", "2024-01-02 16:00-05:00")).toEqual([
      "2024-01-02T14:30:00Z",
      "2024-01-02T21:00:00Z",
    ]);
    expect(resolved(aroundTheClock, "2024-01-01T00:15:07.2505+0530", "2024-01-01t01:00z")).toEqual([
      "2023-12-31T18:45:07.250Z",
      "2024-01-01T01:00:00Z",
    ]);
  });

  test("are what Date reads", () => {
    const time = fc.integer({ min: Date.parse("1900-01-01T00:00Z"), max: Date.parse("2100-01-01T00:00Z") });
    fc.assert(
      fc.property(time, (ms) => {
        expect(resolveRange(aroundTheClock, new Date(ms).toISOString(), undefined).from).toBe(ms);
      }),
    );
  });
});

describe("what can't be read", () => {
  const bad = [
    "",
    "yesterday",
    "2024-1-2",
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "0024-01-02",
    "20240102",
    "2024-01-02T10:00",
    "2024-01-02T24:00Z",
    "2024-01-02T10:60Z",
    "2024-01-02T10:00+24:00",
    "2024-01-02Z",
  ];

  test.each(bad)('"%s" names the flag and the text', (text) => {
    expect(() => resolveRange(usEquity, text, undefined)).toThrow(`--from must be a date such as 2024-01-31`);
    expect(() => resolveRange(usEquity, undefined, text)).toThrow(`was "${text}".`);
    expect(() => resolveRange(usEquity, undefined, text)).toThrow(expect.objectContaining({ code: "BACKSIGHT_DATE" }));
  });

  test("from after to, and two closed days", () => {
    expect(() => resolveRange(usEquity, "2024-02-01", "2024-01-31")).toThrow(
      "no session of the us-equity calendar lies between 2024-02-01 and 2024-01-31.",
    );
    expect(() => resolveRange(usEquity, "2024-01-06", "2024-01-07")).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_DATE_RANGE" }),
    );
    expect(() => resolveRange(aroundTheClock, "2024-01-06T00:00Z", "2024-01-06T00:00Z")).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_DATE_RANGE" }),
    );
  });

  test("a sound date beside white space is read", () => {
    expect(DAY_MS * dayOfDate(2024, 1, 6)).toBe(resolveRange(aroundTheClock, " 2024-01-06 ", undefined).from);
  });
});
