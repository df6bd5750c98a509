import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isBacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { isoTime } from "../../../market/iso-time.ts";
import { nodeParquetCodecs as codecs } from "../../../sources/file/node-parquet-codecs.ts";
import { decodeBarsParquet } from "./decode-bars-parquet.ts";
import { NO_CODECS } from "./parquet-codecs.ts";
import type { ParquetOptions } from "./parquet-options.ts";
import { encodeBarsParquet } from "./write-bars-parquet.ts";

/** Files of pyarrow 26.0.1, pandas 3.1.1 and duckdb 2.0.0; `make_parquet.py` beside them says what they hold. */
const FIXTURES = new URL("../../../../test/fixtures/parquet/", import.meta.url);

function load(name: string, options: Partial<ParquetOptions> = {}): Promise<Bars> {
  const bytes = new Uint8Array(readFileSync(new URL(`${name}.parquet`, FIXTURES)));
  return decodeBarsParquet(bytes, { codecs, path: `${name}.parquet`, defaultSymbol: "X", ...options });
}

async function errorOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isBacksightError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
}

const ROWS = Array.from({ length: 12 }, (_, i) => i);
/** As cents: the doubles nearest to the decimal prices. */
const PRICES = {
  open: ROWS.map((i) => (10_025 + 100 * i) / 100),
  high: ROWS.map((i) => (10_130 + 100 * i) / 100),
  low: ROWS.map((i) => (9_915 + 100 * i) / 100),
  close: ROWS.map((i) => (10_075 + 100 * i) / 100),
};
const VOLUME = ROWS.map((i) => 1000 * (i + 1));

function expectPrices(bars: Bars, volume: readonly number[] = VOLUME): void {
  for (const name of ["open", "high", "low", "close"] as const) expect(Array.from(bars[name])).toEqual(PRICES[name]);
  expect(Array.from(bars.volume)).toEqual(volume);
  expect(bars.ticksPerUnit).toBe(20);
}

function expectMinutes(bars: Bars): void {
  // 09:30 in New York is 14:30 UTC in January.
  expect(Array.from(bars.time, isoTime)).toEqual(ROWS.map((i) => `2024-01-02T14:${30 + i}:00Z`));
  expect(bars.timeframe.label).toBe("1m");
  expect(bars.calendar.id).toBe("us-equity");
}

function expectDays(bars: Bars): void {
  const days = ["02", "03", "04", "05", "08", "09", "10", "11", "12", "16", "17", "18"];
  expect(Array.from(bars.time, isoTime)).toEqual(days.map((day) => `2024-01-${day}T14:30:00Z`));
  expect(Array.from(bars.closeTime, isoTime)).toEqual(days.map((day) => `2024-01-${day}T21:00:00Z`));
  expect(bars.timeframe.label).toBe("1d");
  expect(bars.calendar.id).toBe("us-equity");
}

describe("what other programs wrote", () => {
  test("pandas: an index of dates, Snappy", async () => {
    const bars = await load("pandas-daily");
    expectPrices(bars);
    expectDays(bars);
    expect(bars.notes[0]).toBe("columns not used: Adj Close");
    expect(bars).toMatchObject({ source: "parquet:pandas-daily.parquet", adjustment: "raw", isSynthetic: false });
    expect(bars.instrument.symbol).toBe("X");
  });

  test("pandas: an index with a zone and without a name, Zstandard", async () => {
    const bars = await load("pandas-minutes");
    expectPrices(bars);
    expectMinutes(bars);
  });

  test("96-bit timestamps of a clock without a zone", async () => {
    const bars = await load("int96");
    expectPrices(bars);
    expectMinutes(bars);
    expect(bars.notes[0]).toBe("time zone not given: read as America/New_York");
  });

  test("the zone that is given is the clock's", async () => {
    const bars = await load("int96", { timeZone: "UTC" });
    expect(isoTime(bars.time[0]!)).toBe("2024-01-02T09:30:00Z");
  });

  test("dates, decimals as bytes, pages of one row, gzip", async () => {
    const bars = await load("decimals");
    expectPrices(bars);
    expectDays(bars);
  });

  test("decimals as whole numbers, no volume", async () => {
    const bars = await load("integer-decimals");
    expectPrices(bars, new Array(12).fill(NaN));
    expectDays(bars);
    expect(bars.notes[0]).toBe("no volume column: volume is unknown");
  });

  test("dates as text, prices of 32 bits, unknown volumes, newest first", async () => {
    const bars = await load("text-dates");
    expectDays(bars);
    for (const name of ["open", "high", "low", "close"] as const) {
      expect(Array.from(bars[name])).toEqual(PRICES[name].map(Math.fround));
    }
    expect(Array.from(bars.volume)).toEqual(ROWS.map((i) => (i % 4 === 0 ? NaN : VOLUME[i])));
    expect(bars.notes.slice(0, 3)).toEqual([
      "32-bit numbers, of some seven digits: open, high, low, close",
      "3 of 12 bars have no volume",
      "the file is sorted newest first: its rows were reversed",
    ]);
  });

  test("nanoseconds as numbers, an encoding for each column, data pages of the second version, Brotli", async () => {
    const bars = await load("encodings");
    expectPrices(bars);
    // A nanosecond after the full minute.
    expect(Array.from(bars.time)).toEqual(ROWS.map((i) => Date.UTC(2024, 0, 2, 14, 30 + i) + 1e-6));
    expect(bars.notes).toContain("times are epoch nanoseconds");
  });

  test.each(["AAA", "BBB"])("one of two symbols, with lists beside it: %s", async (symbol) => {
    const bars = await load("two-symbols", { symbol });
    expectMinutes(bars);
    const shift = symbol === "AAA" ? 0 : 500;
    expect(Array.from(bars.close)).toEqual(PRICES.close.map((price) => price + shift));
    expect(bars.instrument.symbol).toBe(symbol);
    expect(bars.notes[0]).toBe("columns not used: tags, quote");
  });

  test("DuckDB", async () => {
    const bars = await load("duckdb");
    expectPrices(bars);
    expectMinutes(bars);
    expect(bars.instrument.symbol).toBe("GOOG");
  });

  test("what was read is written and read as Backsight's own", async () => {
    const bars = await load("pandas-minutes");
    const again = await decodeBarsParquet(await encodeBarsParquet(bars, { codecs }), { codecs });
    expect({ ...again, calendar: "" }).toEqual({ ...bars, calendar: "" });
  });
});

describe("what is refused, with its reason", () => {
  test.each([
    [
      "two symbols, none chosen",
      () => load("two-symbols"),
      'BACKSIGHT_PARQUET_ROW: two-symbols.parquet row 12 (counted from 0): its symbol is "BBB", the rows above are ' +
        '"AAA"; choose one with symbol=AAA. Correct or remove that row.',
    ],
    [
      "a symbol that isn't there",
      () => load("two-symbols", { symbol: "CCC" }),
      "BACKSIGHT_FILE_EMPTY: two-symbols.parquet holds no bars of CCC.",
    ],
    [
      "a codec that nothing unpacks",
      () => load("lz4"),
      "BACKSIGHT_PARQUET_CODEC: lz4.parquet is packed with LZ4_RAW, and nothing at hand packs or unpacks that. " +
        "Use one of: UNCOMPRESSED, SNAPPY, ZSTD, GZIP, BROTLI.",
    ],
    [
      "a codec that isn't given",
      () => decodeBarsParquet(new Uint8Array(readFileSync(new URL("duckdb.parquet", FIXTURES))), { codecs: NO_CODECS }),
      "BACKSIGHT_PARQUET_CODEC: the file is packed with ZSTD, and nothing at hand packs or unpacks that.",
    ],
  ])("%s", async (_, work, message) => {
    expect(await errorOf(work())).toContain(message);
  });
});
