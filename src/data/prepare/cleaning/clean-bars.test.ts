import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thrown } from "../../../../test/support/thrown.ts";
import { walkBars } from "../../../../test/support/walk-bars.ts";
import type { VendorBars } from "../../market-data/data-source.ts";
import { cleanBars } from "./clean-bars.ts";
import { isPriceOutlier, neighbourScore } from "./neighbour-score.ts";
import { qualityLines } from "./quality-report.ts";

const COLUMNS = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;

function columnsOf(length: number, seed: number): Record<(typeof COLUMNS)[number], Float64Array> {
  const bars = walkBars(length, seed);
  return Object.fromEntries(COLUMNS.map((name) => [name, bars[name].slice()])) as never;
}

function issuesOf(columns: VendorBars, policy = {}) {
  const { report } = cleanBars(columns, "test", policy);
  return Object.fromEntries(report.findings.map(({ issue, action, rows }) => [issue, `${action} ${rows.join(",")}`]));
}

test("clean bars come back as they were", () => {
  const columns = columnsOf(200, 1);
  const { columns: cleaned, report } = cleanBars(columns, "test");
  expect(cleaned).toEqual(columns);
  expect(report).toEqual({ rows: 200, kept: 200, findings: [] });
  expect(qualityLines(report)).toEqual(["200 rows, nothing found"]);
});

describe("each issue is found where it was planted", () => {
  test("a print ten times too high is flagged, or dropped", () => {
    const columns = columnsOf(60, 2);
    columns.high[30] = columns.high[30]! * 10;
    expect(issuesOf(columns)).toEqual({ spike: "flag 30" });
    const { columns: cleaned, report } = cleanBars(columns, "test", { spike: "drop" });
    expect([cleaned.time.length, report.kept]).toEqual([59, 59]);
    expect(cleaned.time).not.toContain(columns.time[30]);
  });

  test("a split isn't a spike: the level stays", () => {
    const columns = columnsOf(60, 3);
    for (const name of ["open", "high", "low", "close"] as const) for (let i = 30; i < 60; i++) columns[name][i]! /= 4;
    expect(issuesOf(columns)).toEqual({});
  });

  test("order, repetitions and impossible rows", () => {
    const columns = columnsOf(10, 4);
    for (const name of COLUMNS) [columns[name][3], columns[name][4]] = [columns[name][4]!, columns[name][3]!];
    columns.closeTime[7] = columns.closeTime[6]!;
    columns.close[1] = NaN;
    columns.low[9] = 0;
    expect(issuesOf(columns)).toEqual({ unsorted: "sort 4", invalid: "drop 1,9", duplicate: "drop 6" });
    const { columns: cleaned } = cleanBars(columns, "test");
    expect(cleaned.closeTime).toEqual(cleaned.closeTime.slice().sort());
    expect(cleaned.open[5]).toBe(columns.open[7]);
  });

  test("a close outside its range is flagged, or the range widened", () => {
    const columns = columnsOf(30, 5);
    columns.close[8] = columns.high[8]! * 1.01;
    expect(issuesOf(columns)).toEqual({ range: "flag 8" });
    expect(cleanBars(columns, "test", { range: "clamp" }).columns.high[8]).toBe(columns.close[8]);
  });

  test("volumes and stale quotes", () => {
    const columns = columnsOf(60, 6);
    columns.volume[20] = 1e12;
    for (const name of ["open", "high", "low", "close"] as const) columns[name].fill(columns[name][40]!, 40, 52);
    columns.volume[3] = 0;
    expect(issuesOf(columns, { "zero-volume": "flag", spike: "keep" })).toEqual({
      "volume-outlier": "flag 20",
      stale: "flag 40,41,42,43,44,45,46,47,48,49,50,51",
      "zero-volume": "flag 3",
    });
  });
});

test("a policy that refuses says which row", () => {
  const columns = columnsOf(5, 7);
  columns.open[2] = -1;
  const error = thrown(() => cleanBars(columns, "vendor", { invalid: "refuse" }));
  expect([error.code, error.details.row, error.details.source]).toEqual(["BACKSIGHT_DATA_QUALITY", 2, "vendor"]);
});

test("the short way to an outlier says what the score says", () => {
  const price = fc.double({ min: 0.01, max: 1000, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(price, { minLength: 1, maxLength: 30 }),
      fc.nat(),
      fc.double({ min: 1, max: 15, noNaN: true }),
      (list, at, threshold) => {
        const prices = Float64Array.from(list);
        const i = at % prices.length;
        expect(isPriceOutlier(prices, i, { reach: 5, threshold }, 0.01)).toBe(
          neighbourScore(prices, i, 5, 0.01) > threshold,
        );
      },
    ),
  );
});

// By hand: logarithms 0, 0, 1, 2, 2 around 5: median 1, deviations 1, 1, 0, 1, 1 with median 1.
test("the score is the distance from the median in units of 1.4826 MAD", () => {
  const e = Math.E;
  const prices = Float64Array.from([1, 1, e, e ** 5, e ** 2, e ** 2]);
  expect(neighbourScore(prices, 3, 10, 0)).toBeCloseTo(4 / 1.4826022185056018, 12);
});
