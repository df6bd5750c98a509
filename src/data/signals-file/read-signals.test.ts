import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { nodeParquetCodecs as codecs } from "../../sources/file/node-parquet-codecs.ts";
import { bytesInMemory } from "../byte-source.ts";
import { encodeColumnsParquet } from "../formats/parquet/write-columns-parquet.ts";
import { readSignalsCsv } from "./read-signals-csv.ts";
import { readSignalsParquet } from "./read-signals-parquet.ts";
import type { SignalsTable } from "./signals-table.ts";

const FIXTURES = join(import.meta.dirname, "../../../test/fixtures/signals");
const fixture = (name: string) =>
  readSignalsParquet(bytesInMemory(readFileSync(join(FIXTURES, name))), { codecs, path: name });

async function* pieces(text: string, size = 7) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const csv = (text: string, size?: number) => readSignalsCsv(pieces(text, size), "s.csv");

const plain = (table: SignalsTable) =>
  Object.fromEntries([...table.columns].map(([role, { values }]) => [role, [...values]]));
const written = ({ times }: SignalsTable) => [...times.written].map((ms) => new Date(ms).toISOString().slice(0, 16));

describe("readSignalsCsv", () => {
  it("reads what pandas writes, however the bytes come", async () => {
    const text = readFileSync(join(FIXTURES, "daily-masks.csv"), "utf8");
    for (const size of [1, 64, 10_000]) {
      const table = await csv(text, size);
      expect(plain(table)).toEqual({
        entries: [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
        exits: [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0],
      });
      expect(table.notes).toEqual(["columns of the signals file not used: Close"]);
    }
    const weights = await csv(readFileSync(join(FIXTURES, "minute-weights.csv"), "utf8"));
    expect(plain(weights)).toEqual({ weights: [0.5, -0.25, 0] });
    expect(written(weights)).toEqual(["2024-01-02T09:31", "2024-01-02T09:35", "2024-01-02T09:39"]);
    expect(weights.times.offsets?.at(0)).toBe(-5 * 3_600_000);
  });

  it("knows byte order marks, other separators, line ends and a last line without one", async () => {
    const table = await csv("\ufeffDate;weights\r\n2024-01-02;0,5\r\n\r\n2024-01-03;\r\n2024-01-04;-1");
    expect(plain(table)).toEqual({ weights: [0.5, NaN, -1] });
    expect([0, 1, 2].map((row) => table.rows.numberOf(row))).toEqual([2, 4, 5]);
  });

  test.each([
    ["", "BACKSIGHT_FILE_EMPTY", "s.csv holds no text."],
    ["date,entries\n", "BACKSIGHT_FILE_EMPTY", "s.csv holds no row of signals."],
    [
      "date,entries\n2024-01-02,yes\n",
      "BACKSIGHT_CSV_ROW",
      's.csv line 2: entries is "yes", not a number or a yes or no.',
    ],
    ["date,entries\n2024-01-02\n", "BACKSIGHT_CSV_ROW", "s.csv line 2: it has 1 fields, the header has 2."],
    ["date,entries\n,1\n", "BACKSIGHT_CSV_ROW", "s.csv line 2: it has no time."],
    ["date,entries\n2024-01-02,1\nsoon,1\n", "BACKSIGHT_CSV_TIME", 's.csv line 3: can\'t read the time "soon".'],
    ["date,close\n2024-01-02,1\n", "BACKSIGHT_SIGNALS_COLUMN", "s.csv has no column that says what to do"],
    ["date,entries\n2024-01-02,1\u0000\n", "BACKSIGHT_FILE_BINARY", "s.csv isn't text"],
  ])("refuses %j", async (text, code, message) => {
    await expect(csv(text)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe("readSignalsParquet", () => {
  it("reads booleans under an index of dates", async () => {
    const table = await fixture("daily-masks.parquet");
    expect(plain(table)).toEqual({
      entries: [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
      exits: [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0],
    });
    expect(written(table)[1]).toBe("2024-01-03T00:00");
    expect(table.notes).toEqual(["columns of the signals file not used: Close"]);
  });

  it("reads an index that has a zone and no name, and one that only pandas calls an index", async () => {
    const weights = await fixture("minute-weights.parquet");
    expect(plain(weights)).toEqual({ weights: [0.5, -0.25, 0] });
    expect(written(weights)).toEqual(["2024-01-02T14:31", "2024-01-02T14:35", "2024-01-02T14:39"]);
    const shorts = await fixture("minute-shorts.parquet");
    expect(plain(shorts).shortEntries).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(plain(shorts).stopLoss!.filter((price) => price > 0)).toEqual([130]);
    expect(written(shorts)[2]).toBe("2024-01-02T09:32");
    expect(shorts.times.offsets).toBeUndefined();
  });

  it("keeps what is missing apart from no, and symbols with their rows", async () => {
    expect(plain(await fixture("shifted-masks.parquet")).entries!.slice(0, 3)).toEqual([NaN, 0, 1]);
    const panel = await fixture("panel-units.parquet");
    expect(panel.symbols!.filter((symbol) => symbol === "AAA")).toHaveLength(12);
    expect(plain(panel).units!.slice(0, 4)).toEqual([0, 10, 10, -5]);
  });

  it("refuses a frame whose times were thrown away", async () => {
    await expect(fixture("no-times.parquet")).rejects.toMatchObject({
      code: "BACKSIGHT_SIGNALS_COLUMN",
      message: expect.stringContaining("has no time column; its columns are: entries, exits, Close."),
    });
  });

  it("reads yes and no as text, and refuses other text, types and files", async () => {
    const encode = (type: "text" | "timestamp", values: string[] | Float64Array) =>
      encodeColumnsParquet(
        [
          { name: "date", type: "timestamp" },
          { name: "entries", type },
        ],
        [
          {
            length: values.length,
            values: new Map<string, string[] | Float64Array>([
              ["date", Float64Array.from({ length: values.length }, (_, i) => i * 86_400_000)],
              ["entries", values],
            ]),
          },
        ],
        { codecs },
      );
    const read = async (bytes: Promise<Uint8Array>) =>
      readSignalsParquet(bytesInMemory(await bytes), { codecs, path: "s.parquet" });
    expect(plain(await read(encode("text", ["True", "false", "1", ""])))).toEqual({ entries: [1, 0, 1, NaN] });
    await expect(read(encode("text", ["True", "maybe"]))).rejects.toThrow(
      's.parquet row 1 (counted from 0): entries is "maybe", not a number or a yes or no.',
    );
    await expect(read(encode("timestamp", Float64Array.of(1)))).rejects.toThrow(
      "its column entries is of the type TIMESTAMP",
    );
    await expect(read(encode("text", []))).rejects.toMatchObject({ code: "BACKSIGHT_FILE_EMPTY" });
    await expect(read(Promise.resolve(new Uint8Array(0)))).rejects.toMatchObject({ code: "BACKSIGHT_PARQUET_FILE" });
  });
});
