import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAY, type ExpectedRow, hourlyBars } from "../../../test/support/emulators/hourly-market.ts";
import { dateAt } from "../../../test/support/emulators/start-binance.ts";
import { describeSourceContract } from "../../../test/support/source-contract.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { loadCsv } from "../file/load-csv.ts";
import { saveParquet } from "../file/save-parquet.ts";
import { readFileName } from "./folder-files.ts";
import { loadFolder } from "./load-folder.ts";

const START = Date.UTC(2025, 0, 6);
const HEADER = "time,open,high,low,close,volume";
const csvOf = (rows: readonly ExpectedRow[]) =>
  `${HEADER}\n${rows.map(([time, , ...rest]) => [time, ...rest].join(",")).join("\n")}`;
const day = (i: number) => hourlyBars(START + i * DAY, START + (i + 1) * DAY);

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A file for each of ten days; every other one ends without a newline. */
const days = (prefix = "") =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `${prefix}${dateAt(START + i * DAY)}.csv`,
      csvOf(day(i)) + (i % 2 ? "\n" : ""),
    ]),
  );

describeSourceContract("folder", async () => {
  const folder = folderOf({ ...days("AAPL_"), "MSFT.csv": csvOf(day(0)) });
  return {
    load: async (from, to, signal) => {
      const bars = await loadFolder(folder, { symbol: "AAPL", signal });
      const index = (at: number) => bars.time.filter((time) => time < at).length;
      return sliceBars(bars, index(from), index(to));
    },
    loadUnknown: () => loadFolder(folder, { symbol: "AAPX" }),
    expected: hourlyBars,
    from: START,
    to: START + 10 * DAY,
  };
});

describe("loadFolder", () => {
  it("reads one file of a symbol as the file alone", async () => {
    const folder = folderOf({ "AAPL-1h.csv": csvOf(day(0)), "MSFT.csv": csvOf(day(1)) });
    const bars = await loadFolder(folder, { symbol: "aapl" });
    expect(bars.close).toEqual((await loadCsv(join(folder, "AAPL-1h.csv"))).close);
    expect(bars.source).toBe(`folder:${folder}`);
  });

  it("joins days of dates alone, CSV and Parquet", async () => {
    const folder = folderOf(days());
    const bars = await loadFolder(folder, { symbol: "BTC" });
    expect([bars.length, bars.instrument.symbol]).toEqual([240, "BTC"]);
    const packed = temporaryFolder();
    for (let i = 0; i < 3; i++) {
      const one = await loadCsv(join(folder, `${dateAt(START + i * DAY)}.csv`), {
        symbol: "BTC",
        calendar: aroundTheClock,
      });
      await saveParquet(join(packed, `2025010${6 + i}.parquet`), one);
    }
    const joined = await loadFolder(packed, {});
    expect(joined.close).toEqual(bars.close.slice(0, 72));
    expect(joined.closeTime).toEqual(bars.closeTime.slice(0, 72));
    const unsaid = temporaryFolder();
    for (let i = 0; i < 2; i++) {
      const one = await loadCsv(join(folder, `${dateAt(START + i * DAY)}.csv`), { symbol: "BTC" });
      await saveParquet(join(unsaid, `2025010${6 + i}.parquet`), one);
    }
    await expect(loadFolder(unsaid)).rejects.toMatchObject({ code: "BACKSIGHT_USAGE" });
  });

  it("names the file and the line of a bad row", async () => {
    const files = days();
    const name = `${dateAt(START + 3 * DAY)}.csv`;
    files[name] = files[name]!.replace(/\n(\d+),[\d.]+(?=,[^\n]*\n(?:[^\n]*\n){20})/, "\n$1,much");
    const line = files[name].split("\n").findIndex((text) => text.includes("much")) + 1;
    const folder = folderOf(files);
    await expect(loadFolder(folder, { symbol: "BTC", path: "prices" })).rejects.toMatchObject({
      code: "BACKSIGHT_CSV_ROW",
      message: expect.stringContaining(`${join("prices", name)} line ${line}: open is "much"`),
    });
  });

  it("refuses a file of other columns", async () => {
    const files = { ...days(), [`${dateAt(START + 11 * DAY)}.csv`]: csvOf(day(11)).replace("volume", "size") };
    await expect(loadFolder(folderOf(files), { symbol: "BTC" })).rejects.toMatchObject({
      code: "BACKSIGHT_CSV_ROW",
      message: expect.stringContaining("its header"),
    });
  });

  it.each<[string, Readonly<Record<string, string>>, string | undefined, string, string]>([
    ["a symbol that isn't there", { "AAPL.csv": "x" }, "AAPX", "BACKSIGHT_OPTION_UNKNOWN", 'Did you mean "AAPL"?'],
    [
      "several without a name",
      { "AAPL.csv": "x", "MSFT.csv": "x" },
      undefined,
      "BACKSIGHT_USAGE",
      "files of AAPL, MSFT",
    ],
    ["two of one", { "AAPL-1d.csv": "x", "AAPL-1h.csv": "x" }, "AAPL", "BACKSIGHT_USAGE", "may be the same bars"],
    ["two formats", { "AAPL.csv": "x", "AAPL.parquet": "x" }, "AAPL", "BACKSIGHT_USAGE", "CSV and Parquet"],
    ["days and months", { "2024-01.csv": "x", "2024-01-02.csv": "x" }, "A", "BACKSIGHT_USAGE", "beside"],
    ["nothing", { "notes.txt": "x" }, undefined, "BACKSIGHT_FILE_EMPTY", "holds no CSV or Parquet files"],
  ])("refuses %s", async (_, files, symbol, code, says) => {
    await expect(loadFolder(folderOf(files), { symbol })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });

  it("says that a folder isn't there, or is a file", async () => {
    const folder = folderOf({ "x.csv": "x" });
    mkdirSync(join(folder, "empty"));
    await expect(loadFolder(join(folder, "none"))).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
    await expect(loadFolder(join(folder, "x.csv"))).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
    await expect(loadFolder(join(folder, "empty"))).rejects.toMatchObject({ code: "BACKSIGHT_FILE_EMPTY" });
  });
});

it.each([
  ["AAPL.csv", "AAPL", ""],
  ["AAPL-2024-01-02.csv", "AAPL", "2024-01-02"],
  ["aapl_20240102.parquet", "aapl", "2024-01-02"],
  ["2024-01-02.csv", "", "2024-01-02"],
  ["2024-01.csv", "", "2024-01"],
  ["BRK-B.csv", "BRK-B", ""],
  ["GOOG-2004-2013.csv", "GOOG-2004-2013", ""],
])("%s is of %j on %j", (name, label, date) => {
  expect(readFileName(name)).toMatchObject({ label, date });
});
