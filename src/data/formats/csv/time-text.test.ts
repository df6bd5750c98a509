import fc from "fast-check";
import { expect, test } from "vitest";
import { writtenTime } from "../../bar-times/written-time.ts";
import { dayNumber, TimeText } from "./time-text.ts";

const encoder = new TextEncoder();
const DAY_MS = 86_400_000;

function read(text: string, dayFirst = false): string | undefined {
  const reader = new TimeText();
  reader.dayFirst = dayFirst;
  const bytes = encoder.encode(text);
  if (!reader.read(bytes, 0, bytes.length)) return undefined;
  const written = new Date(reader.day * DAY_MS + reader.msOfDay).toISOString();
  return Number.isNaN(reader.offset) ? written.slice(0, -1) : `${written.slice(0, -1)} ${reader.offset / 60_000}`;
}

test.each([
  ["2024-01-31", "2024-01-31T00:00:00.000"],
  ["2024/1/5", "2024-01-05T00:00:00.000"],
  ["2024.02.29", "2024-02-29T00:00:00.000"],
  ["20240131", "2024-01-31T00:00:00.000"],
  ["01/31/2024", "2024-01-31T00:00:00.000"],
  ["1/5/2024 9:30", "2024-01-05T09:30:00.000"],
  ["2024-01-31 09:30", "2024-01-31T09:30:00.000"],
  ["2024-01-31  09:30:15", "2024-01-31T09:30:15.000"],
  ["2024-01-31T09:30:15.25", "2024-01-31T09:30:15.250"],
  ["2024-01-31t09:30:15,5z", "2024-01-31T09:30:15.500 0"],
  ["2024-01-31T09:30:00+05:30", "2024-01-31T09:30:00.000 330"],
  ["2024-01-31 09:30:00-0500", "2024-01-31T09:30:00.000 -300"],
  ["2024-01-31 09:30 -05", "2024-01-31T09:30:00.000 -300"],
  ["20240131 093015", "2024-01-31T09:30:15.000"],
  ["1962-01-02", "1962-01-02T00:00:00.000"],
])("%s is %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test("day first", () => {
  expect(read("31/01/2024", true)).toBe("2024-01-31T00:00:00.000");
  expect(read("31.1.2024 16:00", true)).toBe("2024-01-31T16:00:00.000");
  expect(read("01/31/2024", true)).toBeUndefined();
});

test.each([
  "",
  "yesterday",
  "2024",
  "2024-01",
  "2024-13-01",
  "2024-02-30",
  "2023-02-29",
  "1900-02-29",
  "2024-01-00",
  "20241301",
  "2024-01/05",
  "24-01-05",
  "2024-01-05x",
  "2024-01-05 ",
  "2024-01-05 9",
  "2024-01-05 24:00",
  "2024-01-05 09:60",
  "2024-01-05 9:3",
  "2024-01-05 09:30:61",
  "2024-01-05 09:30:00.",
  "2024-01-05 09:30 AM",
  "2024-01-05T09:30+5",
  "0024-01-05",
  "1704067200",
  "31/12/2024",
  "2024-01-05 09:30:00+25:00",
])("%j is no time", (text) => {
  expect(read(text)).toBeUndefined();
});

test("a time of day alone, with colons or without", () => {
  const reader = new TimeText();
  const msOf = (text: string) => {
    const bytes = encoder.encode(text);
    return reader.readTimeOfDay(bytes, 0, bytes.length) ? reader.msOfDay : undefined;
  };
  expect(msOf("09:30")).toBe(34_200_000); // 9.5 × 3,600,000
  expect(msOf("9:30:00.5")).toBe(34_200_500);
  expect(msOf("930")).toBe(34_200_000);
  expect(msOf("093001")).toBe(34_201_000);
  expect(msOf("0")).toBe(0);
  for (const text of ["", "9", "1704067200", "09:30x", "2024-01-01"]) expect(msOf(text)).toBeUndefined();
});

test("day numbers are those of Date.UTC", () => {
  fc.assert(
    fc.property(fc.integer({ min: -98_000, max: 84_000 }), (day) => {
      const date = new Date(day * DAY_MS);
      expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day);
    }),
  );
});

test("times are shown as they were written", () => {
  expect(writtenTime(0)).toBe("1970-01-01");
  expect(writtenTime(34_200_000)).toBe("1970-01-01 09:30:00");
  expect(writtenTime(34_200_500)).toBe("1970-01-01 09:30:00.500");
});
