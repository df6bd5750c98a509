import { describe, expect, it } from "vitest";
import { timeTicks } from "./time-axis.ts";

const DAY = 86_400_000;
const utc = (...parts: [number, number, number?, number?, number?]) => Date.UTC(...parts);
const labels = (ticks: ReturnType<typeof timeTicks>) => ticks.map(({ row, label }) => `${row} ${label}`);
const days = (start: number, count: number) => Float64Array.from({ length: count }, (_, i) => start + i * DAY);

describe("timeTicks", () => {
  it("marks the first row of each year over years", () => {
    // 2011-06-01 + 214 days = 2012-01-01; 2012 has 366 days, 2013 has 365.
    expect(labels(timeTicks(days(utc(2011, 5), 1000), 5))).toEqual(["214 2012", "580 2013", "945 2014"]);
  });

  it("marks months, and the year where it begins", () => {
    // 2023-11-15: December 1 is 16 days on, January 1 is 47, February 1 is 78.
    expect(labels(timeTicks(days(utc(2023, 10, 15), 90), 4))).toEqual(["16 Dec", "47 2024", "78 Feb"]);
  });

  it("marks days and hours of intraday rows", () => {
    // From 14:30 in steps of half an hour, over midnight.
    const time = Float64Array.from({ length: 24 }, (_, i) => utc(2024, 0, 31, 14, 30) + i * 1_800_000);
    expect(labels(timeTicks(time, 5))).toEqual(["1 15:00", "7 18:00", "13 21:00", "19 1 Feb"]);
    expect(labels(timeTicks(time.slice(0, 6), 5))).toEqual(["1 15:00", "2 15:30", "3 16:00", "4 16:30", "5 17:00"]);
  });

  it("leaves out ticks that would touch, and takes a coarser unit rather than leave out many", () => {
    // Quarters and half years lie nearer than 400 rows, and so do two of the years.
    expect(labels(timeTicks(days(utc(2011, 5), 1000), 5, 400))).toEqual(["214 2012", "945 2014"]);
  });

  it("dates a single row, and nothing where there is none", () => {
    expect(timeTicks(Float64Array.of(utc(2024, 1, 29)), 5)).toEqual([{ row: 0, label: "2024-02-29" }]);
    expect(timeTicks(new Float64Array(0), 5)).toEqual([]);
    expect(timeTicks(Float64Array.of(NaN), 5)).toEqual([]);
  });
});
