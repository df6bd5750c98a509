import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { isoTime } from "../../market/iso-time.ts";
import { loadCsv, symbolOfPath } from "./load-csv.ts";

const folder = mkdtempSync(join(tmpdir(), "backsight-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reference files stand beside the repository, where they are at hand. */
const REFERENCE = fileURLToPath(new URL("../../../../shared/reference/data/", import.meta.url));
const hasReference = existsSync(REFERENCE);

const FILE = "date,open,high,low,close,volume\n2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200\n";

test("loads a file; its name gives the symbol unless one is named", async () => {
  const path = join(folder, "TEST-2024.csv");
  writeFileSync(path, FILE);
  const bars = await loadCsv(path);
  expect(bars.close).toEqual(Float64Array.of(11, 12));
  expect(bars.instrument.symbol).toBe("TEST");
  expect(bars.source).toBe(`csv:${path}`);
  expect((await loadCsv(path, { symbol: "OTHER" })).instrument.symbol).toBe("OTHER");
  expect(await loadCsv(path, { defaultSymbol: "D", path: "short.csv" })).toMatchObject({
    instrument: { symbol: "D" },
    source: "csv:short.csv",
  });
});

test("errors name the file as the caller does", async () => {
  const path = join(folder, "bad.csv");
  writeFileSync(path, FILE.replace("13", "thirteen"));
  await expect(loadCsv(path, { path: "bad.csv" })).rejects.toMatchObject({
    code: "BACKSIGHT_CSV_ROW",
    message: 'bad.csv line 3: high is "thirteen", not a number. Correct or remove that line.',
  });
  await expect(loadCsv(join(folder, "none.csv"))).rejects.toMatchObject({ code: "BACKSIGHT_FILE_NOT_FOUND" });
});

test.each([
  ["prices/GOOG-2004-2013.csv", "GOOG"],
  ["BTC.csv.txt", "BTC"],
  [".csv", ".csv"],
])("%s is called %s", (path, symbol) => {
  expect(symbolOfPath(path)).toBe(symbol);
});

test.skipIf(!hasReference)("reference data, where present: GOOG 2004 to 2013", async () => {
  const bars = await loadCsv(join(REFERENCE, "GOOG-2004-2013.csv"));
  expect(bars).toMatchObject({
    length: 2148,
    ticksPerUnit: 100,
    timeframe: { label: "1d" },
    calendar: { id: "us-equity" },
  });
  expect(bars.instrument.symbol).toBe("GOOG");
  expect(bars.open[0]).toBe(100);
  expect(bars.volume[0]).toBe(22_351_900);
  expect(isoTime(bars.time[0]!)).toBe("2004-08-19T13:30:00Z"); // 09:30 in New York's summer
  expect(isoTime(bars.closeTime[2147]!)).toBe("2013-03-01T21:00:00Z"); // 16:00 in its winter
});

test.skipIf(!hasReference)("reference data, where present: a European index of 2006 keeps its own dates", async () => {
  const bars = await loadCsv(join(REFERENCE, "2006-day-001.csv"));
  expect(bars).toMatchObject({ length: 255, ticksPerUnit: 100, timeframe: { label: "1d" } });
  expect(bars.calendar).toMatchObject({ id: "none", sessionsPerYear: 252 });
  expect(isoTime(bars.closeTime[0]!)).toBe("2006-01-03T00:00:00Z");
  expect(isoTime(bars.closeTime[254]!)).toBe("2006-12-30T00:00:00Z");
  expect(bars.volume.every((volume) => volume === 0)).toBe(true);
});
