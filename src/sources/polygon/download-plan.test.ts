import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarketDay } from "../../data/market-data/data-source.ts";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { dayAt, rangeOfDay } from "../cache/range-of-day.ts";
import { planDownload } from "./download-plan.ts";

const published = (day: number): MarketDay => ({ day, key: `k${day}`, etag: "e", byteLength: 1, lastModified: 0 });
const ABOUT = { host: "files", what: "1m bars of SPY", canAsk: true };

describe("planDownload", () => {
  it("takes published days from files, other sessions from REST, the rest from nowhere", () => {
    // 2024-07-04 was Independence Day, a Thursday; the file of the 3rd is missing, that of the 8th isn't out yet.
    const day = dayOfDate(2024, 7, 2);
    const range = { from: rangeOfDay(usEquity, day).from + 3_600_000, to: rangeOfDay(usEquity, day + 6).to };
    const steps = planDownload(range, usEquity, [published(day), published(day + 3)], ABOUT);
    expect(steps.map(({ source }) => (typeof source === "object" ? source?.day : source))).toEqual([
      day,
      "rest",
      undefined,
      day + 3,
      undefined,
      "rest",
    ]);
    expect(steps[0]?.from).toBe(range.from);
    expect([steps[4]?.from, steps[4]?.to]).toEqual([
      rangeOfDay(usEquity, day + 4).from,
      rangeOfDay(usEquity, day + 5).to,
    ]);
  });

  it("says which session's file is missing when REST can't be asked", () => {
    const day = dayOfDate(2018, 10, 12);
    expect(() => planDownload(rangeOfDay(usEquity, day), usEquity, [], { ...ABOUT, canAsk: false })).toThrow(
      "files has no flat file of 2018-10-12 with 1m bars of SPY",
    );
  });

  it("covers every range without a hole or an overlap, and uses every file in it", () => {
    const first = dayOfDate(2024, 3, 1);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(30)),
        fc.nat(30 * 86_400_000),
        fc.integer({ min: 1, max: 20 * 86_400_000 }),
        (days, offset, length) => {
          const from = rangeOfDay(usEquity, first).from + offset;
          const to = from + length;
          const files = days.map((day) => published(first + day)).sort((a, b) => a.day - b.day);
          const steps = planDownload({ from, to }, usEquity, files, ABOUT);
          expect([steps[0]?.from, steps.at(-1)?.to]).toEqual([from, to]);
          for (const [i, step] of steps.entries()) {
            expect(step.from).toBeLessThan(step.to);
            if (i > 0) expect(step.from).toBe(steps[i - 1]?.to);
            if (i > 0) expect(step.source).not.toBe(steps[i - 1]?.source);
          }
          const inside = files.filter(({ day }) => day >= dayAt(usEquity, from) && day <= dayAt(usEquity, to - 1));
          expect(steps.filter(({ source }) => typeof source === "object" && source !== null).length).toBe(
            inside.length,
          );
        },
      ),
    );
  });
});
