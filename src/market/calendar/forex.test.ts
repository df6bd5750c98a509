import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { dateOfDay, dayOfDate } from "./calendar.ts";
import { FOREX_FIRST_DAY, FOREX_LAST_DAY, forex } from "./forex.ts";

const iso = (time: number) => new Date(time).toISOString();

describe("the week of currencies", () => {
  it("has five sessions that end at 17:00 New York, in winter and in summer", () => {
    // 2024-01-08 was a Monday; New York is five hours behind UTC in January and four in July.
    const monday = dayOfDate(2024, 1, 8);
    expect([iso(forex.open(monday)), iso(forex.close(monday))]).toEqual([
      "2024-01-07T22:00:00.000Z",
      "2024-01-08T22:00:00.000Z",
    ]);
    expect(iso(forex.start(monday))).toBe("2024-01-05T22:00:00.000Z");
    const july = dayOfDate(2024, 7, 3);
    expect([iso(forex.start(july)), iso(forex.close(july))]).toEqual([
      "2024-07-02T21:00:00.000Z",
      "2024-07-03T21:00:00.000Z",
    ]);
    expect([...forex.sessions(monday, monday + 7)].map(dateOfDay)).toEqual(
      ["08", "09", "10", "11", "12"].map((day) => `2024-01-${day}`),
    );
  });

  it("begins an hour earlier by UTC when New York's clocks go forward on Sunday", () => {
    // 2024-03-10, a Sunday: Friday ended at 22:00 UTC, Sunday's evening begins at 21:00.
    const monday = dayOfDate(2024, 3, 11);
    expect(iso(forex.start(monday))).toBe("2024-03-08T22:00:00.000Z");
    expect(iso(forex.open(monday))).toBe("2024-03-10T21:00:00.000Z");
  });

  it.each([
    ["2024-01-05T21:59:00Z", "2024-01-05"],
    ["2024-01-05T22:00:00Z", "2024-01-05"],
    ["2024-01-05T22:01:00Z", "2024-01-08"],
    ["2024-01-06T12:00:00Z", "2024-01-08"],
    ["2024-01-07T22:30:00Z", "2024-01-08"],
    ["2024-01-08T23:00:00Z", "2024-01-09"],
  ])("%s belongs to %s", (time, date) => {
    expect(dateOfDay(forex.sessionOf(Date.parse(time)))).toBe(date);
  });

  it("knows no Saturday, and nothing outside its years", () => {
    expect(thrown(() => forex.open(dayOfDate(2024, 1, 6)))).toMatchObject({ code: "BACKSIGHT_ARGUMENT" });
    for (const work of [
      () => forex.close(FOREX_FIRST_DAY - 1),
      () => forex.isSession(FOREX_LAST_DAY + 1),
      () => forex.sessionOf(Date.UTC(1980, 0, 1)),
      () => forex.sessionOf(NaN),
    ]) {
      expect(thrown(work)).toMatchObject({ code: "BACKSIGHT_CALENDAR_RANGE" });
    }
    // 260 or 261 weekdays in a year, 262 in a leap year that begins on a Monday.
    const counts = Array.from(
      { length: 60 },
      (_, k) => forex.sessions(dayOfDate(1988 + k, 1, 1), dayOfDate(1989 + k, 1, 1)).length,
    );
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([260, 262]);
  });
});
