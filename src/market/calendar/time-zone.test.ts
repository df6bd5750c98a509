import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoTime } from "../iso-time.ts";
import { DAY_MS, dayOfDate } from "./calendar.ts";
import { localDayToUtc, localToUtc } from "./time-zone.ts";

const HOUR_MS = 3_600_000;
const NEW_YORK = "America/New_York";
const utc = (zone: string, date: string, time: string) =>
  isoTime(localDayToUtc(zone, Date.parse(date) / DAY_MS, Date.parse(`1970-01-01T${time}Z`)));

test("year, month and day are those of the wall", () => {
  expect(isoTime(localToUtc(NEW_YORK, 2024, 7, 4, 9.5 * HOUR_MS))).toBe("2024-07-04T13:30:00Z");
  expect(isoTime(localToUtc("Asia/Kolkata", 2024, 1, 1, 0))).toBe("2023-12-31T18:30:00Z");
  expect(isoTime(localToUtc("UTC", 2024, 2, 29, 24 * HOUR_MS))).toBe("2024-03-01T00:00:00Z");
});

describe("days on which clocks change", () => {
  test("New York, 2024-03-10: 02:00 to 03:00 is skipped and moves on by an hour", () => {
    expect(utc(NEW_YORK, "2024-03-10", "01:59:59.999")).toBe("2024-03-10T06:59:59.999Z");
    expect(utc(NEW_YORK, "2024-03-10", "02:30")).toBe("2024-03-10T07:30:00Z");
    expect(utc(NEW_YORK, "2024-03-10", "03:00")).toBe("2024-03-10T07:00:00Z");
  });

  test("New York, 2024-11-03: 01:00 to 02:00 comes twice and its first time is meant", () => {
    expect(utc(NEW_YORK, "2024-11-03", "00:59")).toBe("2024-11-03T04:59:00Z");
    expect(utc(NEW_YORK, "2024-11-03", "01:30")).toBe("2024-11-03T05:30:00Z");
    expect(utc(NEW_YORK, "2024-11-03", "02:00")).toBe("2024-11-03T07:00:00Z");
  });

  test("Lord Howe, 2024-04-07: clocks go back by half an hour, from +11:00 to +10:30", () => {
    expect(utc("Australia/Lord_Howe", "2024-04-07", "01:45")).toBe("2024-04-06T14:45:00Z");
    expect(utc("Australia/Lord_Howe", "2024-04-07", "02:00")).toBe("2024-04-06T15:30:00Z");
  });

  test("Samoa had no 2011-12-30: it is read with the offset of the day before, -10:00", () => {
    expect(utc("Pacific/Apia", "2011-12-30", "12:00")).toBe("2011-12-30T22:00:00Z");
    expect(utc("Pacific/Apia", "2011-12-31", "12:00")).toBe("2011-12-30T22:00:00Z");
  });

  test("Egypt, 2010: daylight time pauses for Ramadan, 11 August to 9 September", () => {
    const noons = ["2010-08-10", "2010-08-12", "2010-09-08", "2010-09-11"].map((date) =>
      utc("Africa/Cairo", date, "12:00"),
    );
    expect(noons.map((time) => time.slice(11, 16))).toEqual(["09:00", "10:00", "10:00", "09:00"]);
  });
});

/** The rule once more, slowly: try every offset that the zone has within two days, take the first instant that fits. */
function plainLocalToUtc(zone: string, local: number): number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const wall = (time: number) => Date.parse(`${format.format(time).replace(" ", "T")}Z`);
  const offsets = Array.from({ length: 2 * 48 + 1 }, (_, i) => local + (i / 2 - 24) * HOUR_MS).map(
    (time) => wall(time) - time,
  );
  const fitting = offsets.map((offset) => local - offset).filter((time) => wall(time) === local);
  return fitting.length > 0 ? Math.min(...fitting) : local - offsets[0]!;
}

const zones = fc.constantFrom(
  "UTC",
  NEW_YORK,
  "Europe/London",
  "Europe/Dublin",
  "Africa/Casablanca",
  "Africa/Cairo",
  "America/Sao_Paulo",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
);
const aDay = fc.integer({ min: dayOfDate(1975, 1, 1), max: dayOfDate(2040, 1, 1) });
const secondOfDay = fc.integer({ min: 0, max: 86_399 });

test("the cached way is the plain way", () => {
  fc.assert(
    fc.property(zones, aDay, secondOfDay, (zone, day, second) => {
      const local = day * DAY_MS + second * 1000;
      expect(localDayToUtc(zone, day, second * 1000)).toBe(plainLocalToUtc(zone, local));
    }),
    { numRuns: 300 },
  );
});

test("the cached way is the plain way in every half hour of days on which clocks change", () => {
  const changes = [
    [NEW_YORK, "1998-04-05"],
    [NEW_YORK, "2006-10-29"],
    ["Europe/London", "2024-03-31"],
    ["Africa/Casablanca", "2024-03-10"],
    ["America/Sao_Paulo", "2018-11-04"],
    ["Australia/Lord_Howe", "2024-10-06"],
  ] as const;
  for (const [zone, date] of changes) {
    const day = Date.parse(date) / DAY_MS;
    for (let ms = 0; ms < DAY_MS; ms += HOUR_MS / 2) {
      expect(localDayToUtc(zone, day, ms), `${zone} ${date} +${ms}`).toBe(plainLocalToUtc(zone, day * DAY_MS + ms));
    }
  }
});

test("an unknown zone is named with the nearest known one", () => {
  expect(() => localToUtc("America/NewYork", 2024, 1, 1, 0)).toThrow(
    'unknown time zone "America/NewYork". Did you mean "America/New_York"?',
  );
  expect(() => localToUtc("", 2024, 1, 1, 0)).toThrow(expect.objectContaining({ code: "BACKSIGHT_OPTION_UNKNOWN" }));
});
