import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aroundTheClock } from "./around-the-clock.ts";
import { DAY_MS, dayOfDate } from "./calendar.ts";
import { datesOfInstants, inferFromDates, inferFromInstants, inferFromLocalTimes } from "./infer-calendar.ts";
import { localDayToUtc } from "./time-zone.ts";
import { usEquity } from "./us-equity.ts";

const HOUR_MS = 3_600_000;
const NEW_YORK = "America/New_York";
const days = (...dates: string[]) => Int32Array.from(dates, (date) => Date.parse(date) / DAY_MS);
const instants = (...times: string[]) => Float64Array.from(times, (time) => Date.parse(time));
const january = usEquity.sessions(dayOfDate(2024, 1, 1), dayOfDate(2024, 2, 1));

describe("rows with dates only", () => {
  test("US equity sessions", () => {
    expect(inferFromDates(january)).toEqual({
      calendar: usEquity,
      timeZone: NEW_YORK,
      note: "calendar not given: every date is a US equity session, so us-equity",
    });
  });

  test("a weekend", () => {
    const found = inferFromDates(days("2024-01-05", "2024-01-06", "2024-01-07", "2024-01-08"));
    expect(found.calendar).toBe(aroundTheClock);
    expect(found.timeZone).toBe("UTC");
    expect(found.note).toBe("calendar not given: 2024-01-06 is a Saturday, so 24x7 (every UTC date is a session)");
  });

  test("a US holiday among weekdays: another market", () => {
    const dates = days("2024-07-02", "2024-07-03", "2024-07-04", "2024-07-05");
    const { calendar, timeZone, note } = inferFromDates(dates);
    expect([calendar.id, timeZone, calendar.sessionsPerYear]).toEqual(["none", "UTC", 252]);
    expect([...calendar.sessions(dates[0]!, dates[3]! + 1)]).toEqual([...dates]);
    expect(note).toBe(
      "calendar not given: 2024-07-04 isn't a US equity session, so the dates of the file are the sessions (252 a year)",
    );
  });

  test("dates that the us-equity calendar doesn't reach", () => {
    const { calendar, note } = inferFromDates(days("1997-12-30", "1997-12-31", "1998-01-02"));
    expect(calendar.id).toBe("none");
    expect(note).toContain("1997-12-30 is outside the us-equity calendar");
  });

  test("weeks and months are their own sessions, wherever their labels fall", () => {
    const sundays = Int32Array.from({ length: 20 }, (_, i) => dayOfDate(2024, 1, 7) + 7 * i);
    const firsts = Int32Array.from({ length: 20 }, (_, i) => dayOfDate(2024, 1 + i, 1));
    const lastSessions = Int32Array.from(firsts, (day) => usEquity.sessionOnOrBefore(day - 1));
    for (const [dates, perYear] of [
      [sundays, 52],
      [firsts, 12],
      [lastSessions, 12],
    ] as const) {
      const { calendar } = inferFromDates(dates);
      expect([calendar.id, calendar.sessionsPerYear]).toEqual(["none", perYear]);
    }
    expect(inferFromDates(sundays).note).toBe(
      "calendar not given: the dates are 7 days apart, so each is one session (52 a year)",
    );
  });

  test("one row, and none", () => {
    expect(inferFromDates(days("2024-01-05")).calendar).toBe(usEquity);
    expect(() => inferFromDates(new Int32Array(0))).toThrow("days must be at least one row, was none.");
  });
});

describe("rows with times of day but no zone", () => {
  const rows = (sessions: Int32Array, hours: readonly number[]) => ({
    days: Int32Array.from([...sessions].flatMap((day) => hours.map(() => day))),
    ms: Float64Array.from([...sessions].flatMap(() => hours.map((hour) => hour * HOUR_MS))),
  });
  const infer = (sessions: Int32Array, hours: readonly number[]) => {
    const { days, ms } = rows(sessions, hours);
    const { calendar, timeZone } = inferFromLocalTimes(days, ms);
    return [calendar.id, timeZone];
  };

  test("regular hours in New York, stamped at the open or the close of bars", () => {
    expect(infer(january, [9.5, 10, 12, 15.5])).toEqual(["us-equity", NEW_YORK]);
    expect(infer(january, [10, 10.5, 16])).toEqual(["us-equity", NEW_YORK]);
  });

  test("regular hours in UTC: 14:30 to 21:00 in winter, 13:30 to 20:00 in summer", () => {
    expect(infer(january, [14.5, 16, 20.5])).toEqual(["us-equity", "UTC"]);
    const july = usEquity.sessions(dayOfDate(2024, 7, 8), dayOfDate(2024, 7, 20));
    expect(infer(july, [13.5, 19.5])).toEqual(["us-equity", "UTC"]);
    expect(infer(january, [13.5, 19.5])).toEqual(["none", "UTC"]);
  });

  test("other hours, a US holiday, an afternoon after an early close", () => {
    expect(infer(january, [8, 12, 16.5])).toEqual(["none", "UTC"]);
    expect(infer(days("2024-01-12", "2024-01-15"), [10, 12])).toEqual(["none", "UTC"]);
    expect(infer(days("2024-07-03"), [10, 12])).toEqual(["us-equity", NEW_YORK]);
    expect(infer(days("2024-07-03"), [10, 14])).toEqual(["none", "UTC"]);
  });

  test("a weekend", () => {
    expect(infer(days("2024-01-05", "2024-01-06"), [10, 12])).toEqual(["24x7", "UTC"]);
  });

  test("columns of two lengths, and none", () => {
    expect(() => inferFromLocalTimes(january, new Float64Array(1))).toThrow("msOfDay must hold 21 values, held 1.");
    expect(() => inferFromLocalTimes(new Int32Array(0), new Float64Array(0))).toThrow("at least one row");
  });
});

describe("rows with instants", () => {
  const id = (...times: string[]) => inferFromInstants(instants(...times)).calendar.id;

  test("regular US equity hours, on both sides of a clock change", () => {
    expect(inferFromInstants(instants("2024-03-08T14:30Z", "2024-03-08T20:59Z", "2024-03-11T13:30Z"))).toEqual({
      calendar: usEquity,
      timeZone: "UTC",
      note: "calendar not given: every time is in regular US equity hours, so us-equity",
    });
  });

  test("extended US hours, though Friday's end on a UTC Saturday", () => {
    expect(id("2024-01-05T09:00Z", "2024-01-05T15:00Z", "2024-01-06T00:59Z")).toBe("us-equity"); // 04:00 to 19:59
    expect(id("2024-07-05T08:00Z", "2024-07-05T23:59Z")).toBe("us-equity"); // the same in summer
    expect(id("2024-07-05T07:59Z", "2024-07-05T15:00Z")).toBe("none");
  });

  test("a weekend, and weekdays of another market", () => {
    expect(id("2024-01-05T15:00Z", "2024-01-06T15:00Z")).toBe("24x7");
    expect(id("2024-01-05T08:00Z", "2024-01-05T15:00Z", "2024-01-08T08:00Z")).toBe("none");
    const other = inferFromInstants(instants("2024-01-05T08:00Z", "2024-01-05T23:00Z", "2024-01-08T08:00Z"));
    expect([...other.calendar.sessions(0, 30_000)]).toEqual([...days("2024-01-05", "2024-01-08")]);
    expect(other.note).toBe(
      "calendar not given: the times aren't US equity hours, so each UTC date is a session (252 a year)",
    );
  });

  test("midnights, in UTC or New York, are dates", () => {
    const inNewYork = Float64Array.from(january, (day) => localDayToUtc(NEW_YORK, day, 0));
    const summer = usEquity.sessions(dayOfDate(2024, 3, 1), dayOfDate(2024, 11, 30));
    expect(datesOfInstants(inNewYork)).toEqual(january);
    expect(datesOfInstants(Float64Array.from(summer, (day) => localDayToUtc(NEW_YORK, day, 0)))).toEqual(summer);
    expect(datesOfInstants(Float64Array.from(january, (day) => day * DAY_MS))).toEqual(january);
    expect(datesOfInstants(instants("2024-01-05T00:00Z", "2024-01-05T00:01Z"))).toBeNull();
    expect(inferFromInstants(inNewYork).note).toBe(
      "calendar not given: every date is a US equity session, so us-equity",
    );
    expect(id("2024-01-05T00:00Z", "2024-01-06T00:00Z", "2024-01-07T00:00Z")).toBe("24x7");
  });
});

const reference = new URL("../../../../shared/reference/data/", import.meta.url);
const google = new URL("GOOG-2004-2013.csv", reference);
const europe = new URL("2006-day-001.csv", reference);
const datesIn = (file: URL) =>
  days(
    ...readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(",")[0]!),
  );

describe("files of the reference collection", () => {
  test.skipIf(!existsSync(google))("needs ../shared/reference: GOOG 2004–2013 follows us-equity", () => {
    expect(inferFromDates(datesIn(google)).calendar).toBe(usEquity);
  });

  test.skipIf(!existsSync(europe))("needs ../shared/reference: a European index of 2006 has its own dates", () => {
    expect(inferFromDates(datesIn(europe)).calendar.id).toBe("none");
  });
});
