import { describe, expect, it } from "vitest";
import { isBacksightError } from "../core/errors.ts";
import { barsOf, type PriceColumns, type PriceRow } from "./bars-of.ts";
import { readCsvBars } from "./formats/csv/csv-bars-reader.ts";

const DAYS = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];
const rows: PriceRow[] = DAYS.map((time, k) => ({
  time,
  open: 10 + k,
  high: 12 + k,
  low: 9 + k,
  close: 11 + k,
  volume: k,
}));
const columns = (given: readonly PriceRow[]): PriceColumns => ({
  time: given.map(({ time }) => time),
  open: given.map(({ open }) => open),
  high: given.map(({ high }) => high),
  low: given.map(({ low }) => low),
  close: given.map(({ close }) => close),
  volume: given.map(({ volume }) => volume!),
});

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isBacksightError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

describe("barsOf", () => {
  it("is what a file of the same rows gives", async () => {
    const text = ["time,open,high,low,close,volume", ...rows.map((row) => Object.values(row).join(","))].join("\n");
    const bytes = new TextEncoder().encode(`${text}\n`);
    async function* chunks() {
      yield bytes;
    }
    const { source: _, ...ofFile } = await readCsvBars(chunks(), { path: "x.csv", defaultSymbol: "X" });
    const { source, ...ofRows } = barsOf("X", rows);
    expect(source).toBe("X");
    expect(ofRows).toEqual(ofFile);
    expect(barsOf("X", columns(rows))).toEqual(barsOf("X", rows));
  });

  it("reads dates, epoch seconds and milliseconds alike", () => {
    const plain = barsOf("X", rows);
    const at = (time: (iso: string) => Date | number) =>
      barsOf(
        "X",
        rows.map((row) => ({ ...row, time: time(String(row.time)) })),
      );
    for (const same of [
      at((iso) => new Date(iso)),
      at((iso) => Date.parse(iso)),
      at((iso) => Date.parse(iso) / 1000),
    ]) {
      expect(same.time).toEqual(plain.time);
      expect(same.closeTime).toEqual(plain.closeTime);
    }
  });

  it("puts rows in order that are sorted newest first, and leaves what was given as it was", () => {
    const newest = { ...columns([...rows].reverse()), close: Float64Array.of(14, 13, 12, 11) };
    expect(barsOf("X", newest).close).toEqual(Float64Array.of(11, 12, 13, 14));
    expect(newest.close).toEqual(Float64Array.of(14, 13, 12, 11));
  });

  it("takes a timeframe and a calendar by name", () => {
    const { timeframe, calendar } = barsOf("X", rows, { timeframe: "1d", calendar: "24x7" });
    expect([timeframe.label, calendar.id]).toEqual(["1d", "24x7"]);
  });

  it.each<readonly [string, string, () => unknown]>([
    ["no rows", "BACKSIGHT_BARS_EMPTY: X has no bars.", () => barsOf("X", [])],
    [
      "no close",
      "BACKSIGHT_ARGUMENT: close must be a column of numbers, was missing.",
      () => barsOf("X", { ...columns(rows), close: undefined } as never),
    ],
    ["no time", "BACKSIGHT_ARGUMENT: time must be a column of times, was missing.", () => barsOf("X", {} as never)],
    [
      "short column",
      "BACKSIGHT_LENGTH: low must hold 4 values, held 1.",
      () => barsOf("X", { ...columns(rows), low: [1] }),
    ],
    [
      "a text for a price",
      "BACKSIGHT_ARGUMENT: high of row 2 must be a number, was 12.",
      () => barsOf("X", rows.with(2, { ...rows[2]!, high: "12" as never })),
    ],
    ["NaN", "BACKSIGHT_BARS_VALUE", () => barsOf("X", rows.with(2, { ...rows[2]!, high: NaN }))],
    ["a negative price", "BACKSIGHT_BARS_VALUE", () => barsOf("X", rows.with(0, { ...rows[0]!, low: -1 }))],
    [
      "two rows of one day",
      "BACKSIGHT_BARS_ORDER: X: bar 2",
      () => barsOf("X", rows.with(2, { ...rows[2]!, time: DAYS[1]! })),
    ],
    [
      "text that is no time",
      "BACKSIGHT_ARGUMENT: time of row 1 must be a time",
      () => barsOf("X", rows.with(1, { ...rows[1]!, time: "soon" })),
    ],
    [
      "an invalid Date",
      "BACKSIGHT_ARGUMENT: time of row 0 must be a time",
      () =>
        barsOf(
          "X",
          rows.map((row) => ({ ...row, time: new Date(NaN) })),
        ),
    ],
    [
      "mixed times",
      "BACKSIGHT_ARGUMENT: time of row 1 must be a time",
      () => barsOf("X", rows.with(0, { ...rows[0]!, time: 1_704_153_600_000 })),
    ],
    ["a timeframe there isn't", "BACKSIGHT_TIMEFRAME", () => barsOf("X", rows, { timeframe: "1x" })],
  ])("refuses %s", (_, expected, act) => {
    expect(codeOf(act).startsWith(expected), codeOf(act)).toBe(true);
  });
});
