import { describe, expect, test } from "vitest";
import { isoTime } from "../iso-time.ts";
import { DAY_MS, dateOfDay, dayOfDate } from "./calendar.ts";
import { US_EQUITY_FIRST_DAY, US_EQUITY_LAST_DAY, usEquity } from "./us-equity.ts";

const day = (date: string) => Date.parse(date) / DAY_MS;
const hours = (date: string) => [isoTime(usEquity.open(day(date))), isoTime(usEquity.close(day(date)))];

/**
 * Each year's sessions, the sum of their day numbers, their minutes from open to close, and the sum of their opens as
 * minutes after 00:00 UTC, by exchange_calendars 4.13.2 (Python, Apache-2.0), calendar XNYS with the time zone
 * database 2026c. pandas_market_calendars 5.5.0 (MIT), calendar NYSE, has the same 8,298 sessions.
 */
const BY_EXCHANGE_CALENDARS = [
  [1998, 252, 2623384, 97920, 210780],
  [1999, 252, 2715473, 97920, 210420],
  [2000, 252, 2807169, 97920, 210480],
  [2001, 248, 2852956, 96180, 207240],
  [2002, 252, 2991356, 97740, 210720],
  [2003, 252, 3083425, 97560, 210780],
  [2004, 252, 3175709, 98100, 210540],
  [2005, 252, 3267602, 98100, 210420],
  [2006, 251, 3346158, 97530, 209610],
  [2007, 251, 3437890, 97350, 208410],
  [2008, 253, 3557737, 98130, 210150],
  [2009, 252, 3635920, 97920, 209280],
  [2010, 252, 3728009, 98100, 209280],
  [2011, 252, 3819706, 98100, 209280],
  [2012, 250, 3880524, 96960, 207660],
  [2013, 252, 4003892, 97740, 209280],
  [2014, 252, 4095961, 97740, 209280],
  [2015, 252, 4188059, 97920, 209280],
  [2016, 252, 4280145, 98100, 209280],
  [2017, 251, 4354676, 97530, 208410],
  [2018, 251, 4446078, 97350, 208410],
  [2019, 252, 4556003, 97740, 209280],
  [2020, 253, 4666719, 98310, 210150],
  [2021, 252, 4740545, 98100, 209280],
  [2022, 251, 4813086, 97710, 208470],
  [2023, 250, 4885097, 97140, 207600],
  [2024, 252, 5016266, 97740, 209340],
  [2025, 250, 5068142, 96960, 207600],
  [2026, 251, 5179972, 97530, 208470],
  [2027, 251, 5271697, 97710, 208470],
  [2028, 251, 5363026, 97530, 208470],
  [2029, 251, 5454765, 97350, 208470],
  [2030, 251, 5546455, 97350, 208470],
] as const;

/**
 * The two sessions on which the outside programs contradict each other, as minutes to add to the figures above. On
 * 1999-12-31 exchange_calendars closes at 13:00, which pandas_market_calendars knows as disputed and not in the
 * exchange's own list of closings: 16:00 here. On 2002-09-11 pandas_market_calendars opens at 12:00, as the exchange did.
 */
const DISPUTED: Readonly<Record<number, { minutes: number; opens: number }>> = {
  1999: { minutes: 180, opens: 0 },
  2002: { minutes: -150, opens: 150 },
};

test.each(BY_EXCHANGE_CALENDARS)("sessions of %i: %i", (year, count, dayNumbers, minutes, openMinutes) => {
  const sessions = [...usEquity.sessions(dayOfDate(year, 1, 1), dayOfDate(year + 1, 1, 1))];
  const sum = (value: (session: number) => number) => sessions.reduce((total, session) => total + value(session), 0);
  expect({
    count: sessions.length,
    dayNumbers: sum((session) => session),
    minutes: sum((session) => (usEquity.close(session) - usEquity.open(session)) / 60_000),
    openMinutes: sum((session) => (usEquity.open(session) - session * DAY_MS) / 60_000),
  }).toEqual({
    count,
    dayNumbers,
    minutes: minutes + (DISPUTED[year]?.minutes ?? 0),
    openMinutes: openMinutes + (DISPUTED[year]?.opens ?? 0),
  });
});

describe("hours, in UTC", () => {
  test("standard time is five hours behind, daylight time four", () => {
    expect(hours("2024-01-02")).toEqual(["2024-01-02T14:30:00Z", "2024-01-02T21:00:00Z"]);
    expect(hours("2024-07-02")).toEqual(["2024-07-02T13:30:00Z", "2024-07-02T20:00:00Z"]);
  });

  test("the sessions around the clock changes of 2006 and 2024", () => {
    const opens = [
      "2006-03-31",
      "2006-04-03",
      "2006-10-27",
      "2006-10-30",
      "2024-03-08",
      "2024-03-11",
      "2024-11-01",
      "2024-11-04",
    ];
    expect(opens.map((date) => hours(date)[0]!.slice(11, 16))).toEqual([
      "14:30",
      "13:30",
      "13:30",
      "14:30",
      "14:30",
      "13:30",
      "13:30",
      "14:30",
    ]);
  });

  test("early closes end at 13:00 New York, and one session opened at noon", () => {
    expect(hours("2023-11-24")).toEqual(["2023-11-24T14:30:00Z", "2023-11-24T18:00:00Z"]);
    expect(hours("2013-07-03")).toEqual(["2013-07-03T13:30:00Z", "2013-07-03T17:00:00Z"]);
    expect(hours("2002-09-11")).toEqual(["2002-09-11T16:00:00Z", "2002-09-11T20:00:00Z"]);
    expect(hours("1999-12-31")).toEqual(["1999-12-31T14:30:00Z", "1999-12-31T21:00:00Z"]);
  });
});

describe("the session of an instant", () => {
  const sessionAt = (time: string) => dateOfDay(usEquity.sessionOf(Date.parse(time)));

  test("a close belongs to its session, what follows to the next one, over evenings and weekends", () => {
    expect(sessionAt("2024-01-05T21:00:00Z")).toBe("2024-01-05");
    expect(sessionAt("2024-01-05T21:00:00.001Z")).toBe("2024-01-08");
    expect(sessionAt("2024-01-06T00:30:00Z")).toBe("2024-01-08"); // 19:30 on Friday in New York
    expect(sessionAt("2024-01-08T09:00:00Z")).toBe("2024-01-08"); // 04:00 on Monday
  });

  test("after an early close the next session begins", () => {
    expect(sessionAt("2024-07-03T17:00:00Z")).toBe("2024-07-03");
    expect(sessionAt("2024-07-03T17:01:00Z")).toBe("2024-07-05");
  });
});

describe("days that are no sessions", () => {
  test("a known holiday is named with the calendar", () => {
    expect(usEquity.isSession(day("2024-12-25"))).toBe(false);
    expect(() => usEquity.open(day("2024-12-25"))).toThrow(
      "day must be a session of the us-equity calendar, was 2024-12-25.",
    );
  });

  test("before 1998 and after 2030 nothing is known", () => {
    const range = "the us-equity calendar knows 1998-01-01 to 2030-12-31, not";
    expect(() => usEquity.isSession(day("1997-12-31"))).toThrow(`${range} 1997-12-31.`);
    expect(() => usEquity.close(day("2031-01-02"))).toThrow(`${range} 2031-01-02.`);
    expect(() => usEquity.sessionOf(Date.parse("1997-12-31T21:00:00Z"))).toThrow(`${range} 1997-12-31T21:00:00Z.`);
    expect(() => usEquity.sessionOf(Date.parse("2030-12-31T21:00:00.001Z"))).toThrow(
      `${range} 2030-12-31T21:00:00.001Z.`,
    );
    expect(() => usEquity.sessionOf(NaN)).toThrow(`${range} NaN.`);
    expect(() => usEquity.sessions(US_EQUITY_FIRST_DAY - 1, US_EQUITY_FIRST_DAY + 9)).toThrow(range);
    expect(() => usEquity.sessions(US_EQUITY_LAST_DAY, US_EQUITY_LAST_DAY + 2)).toThrow(range);
    expect(() => usEquity.sessionOnOrAfter(US_EQUITY_LAST_DAY + 1)).toThrow(range);
    expect(() => usEquity.sessionOnOrBefore(US_EQUITY_FIRST_DAY)).toThrow(range);
  });

  test("the nearest known sessions beyond the ends", () => {
    expect(dateOfDay(usEquity.sessionOnOrAfter(day("1990-06-01")))).toBe("1998-01-02");
    expect(dateOfDay(usEquity.sessionOnOrBefore(day("2099-12-31")))).toBe("2030-12-31");
  });
});
