import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/random.ts";
import type { DataRequest } from "../../src/data/market-data/data-request.ts";
import type { DataRows, InstrumentSource } from "../../src/data/market-data/data-source.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { instrument } from "../../src/market/instrument.ts";
import { parseTimeframe } from "../../src/market/timeframe.ts";
import { CacheManager } from "../../src/sources/cache/cache-manager.ts";
import { runCli } from "../support/cli.ts";
import { DAY, expectedTrades } from "../support/fake-source.ts";
import {
  type ColumnTexts,
  doubleText,
  findPyarrow,
  readWithBacksight,
  readWithDuckDb,
  readWithPyarrow,
} from "../support/outside-readers.ts";

const root = mkdtempSync(join(tmpdir(), "backsight-readers-"));
const at = { folder: join(root, "project"), home: join(root, "home") };
const python = findPyarrow();
/** Enough for columns that are differences, dictionaries, packed pages and plain ones. */
const ROWS = 30_000;
const DATA = "synthetic:market?seed=3&bars=2000&timeframe=1m";

const random = randomStream(5, "outside-readers");
const column = (of: (i: number) => number) => Float64Array.from({ length: ROWS }, (_, i) => of(i));
const time = column((i) => i * 60_000 + (i % 7 === 0 ? 0 : 1));
const close = column((i) => (10_000 + ((i * 37) % 4000)) / 100);
/** The awkward ones: nothing known, both zeros, the smallest and the largest number. */
const BARS: DataRows = {
  dataset: "bars",
  rows: {
    time,
    closeTime: time.map((opens) => opens + 60_000),
    open: close,
    high: close.map((price) => price + 0.01),
    low: column(() => 5e-324),
    close,
    volume: column((i) => (i % 1000 === 0 ? NaN : random.below(100_000))),
    vwap: column(() => random.uniform()),
    transactions: column((i) => [0, -0, NaN, Number.MAX_VALUE, i][i % 5]!),
  },
};

async function cacheFiles(): Promise<void> {
  const source: InstrumentSource = {
    kind: "instrument",
    id: "fake",
    datasets: ["bars", "trades"],
    factsOf: (symbol) => ({ instrument: instrument(symbol), calendar: aroundTheClock, adjustment: "raw" }),
    async *fetch({ from, to, dataset }) {
      yield { from, to, data: dataset === "bars" ? BARS : { dataset: "trades", rows: expectedTrades("A", from, to) } };
    },
  };
  const folder = join(root, "cache");
  const cache = new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => 1000 * DAY });
  const range = { from: 0, to: 30 * DAY };
  const common = { source: "fake", symbol: "A", ...range };
  const requests: DataRequest[] = [
    { ...common, dataset: "bars", timeframe: parseTimeframe("1m") },
    { ...common, dataset: "trades", timeframe: null },
  ];
  for (const request of requests) await cache.getOrDownload(request);
  cache.close();
}

const paths: Record<string, string> = {};
const own: Record<string, ColumnTexts> = {};

function find(folder: string, kind: RegExp): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return entries.filter((path) => kind.test(path)).map((path) => join(folder, path));
}

beforeAll(async () => {
  mkdirSync(at.folder);
  await cacheFiles();
  for (const dataset of ["bars", "trades"]) {
    [paths[`cached ${dataset}`]] = find(join(root, "cache"), new RegExp(`${dataset}.*\\.parquet$`)) as [string];
  }
  for (const args of [
    ["data", "import", DATA, "--out", "prices.parquet"],
    ["run", "sma-cross", "--data", DATA, "--quiet"],
    ["runs", "export", "last", "--out", "frames", "--format", "parquet", "--quiet"],
  ]) {
    const { code, stderr } = await runCli(args, at);
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  }
  paths["imported prices"] = join(at.folder, "prices.parquet");
  for (const path of find(join(at.folder, "frames"), /\.parquet$/)) {
    paths[`exported ${path.replace(/^.*[\\/]|\.parquet$/g, "")}`] = path;
  }
  for (const [name, path] of Object.entries(paths)) own[name] = await readWithBacksight(path);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("Parquet files of the cache, of data import and of runs export", () => {
  it("hold what they should, by our own reader", () => {
    expect(Object.keys(paths)).toHaveLength(8);
    const { rows } = BARS as Extract<DataRows, { dataset: "bars" }>;
    const texts = (values: Float64Array) => Array.from(values, doubleText);
    expect(own["cached bars"]).toEqual({
      time: Array.from(rows.time, (at) => `${at * 1e6}`),
      close_time: Array.from(rows.closeTime, (at) => `${at * 1e6}`),
      ...Object.fromEntries(
        (["open", "high", "low", "close", "volume"] as const).map((key) => [key, texts(rows[key])]),
      ),
      vwap: texts(rows.vwap!),
      transactions: texts(rows.transactions!),
    });
    for (const [name, columns] of Object.entries(own)) {
      for (const values of Object.values(columns))
        expect({ name, isEmpty: values.length === 0 }).toEqual({ name, isEmpty: false });
    }
  });

  it("are read by DuckDB with the same values, bit by bit", async () => {
    // Of instants of a zone DuckDB has microseconds alone; trades' are told to the nanosecond.
    const { time: exact, ...trade } = own["cached trades"]!;
    const cut = exact!.map((nanoseconds) => `${nanoseconds.slice(0, -3)}000`);
    const expected: Record<string, ColumnTexts> = { ...own, "cached trades": { ...trade, time: cut } };
    for (const [name, path] of Object.entries(paths)) {
      expect({ name, columns: await readWithDuckDb(path) }).toEqual({ name, columns: expected[name] });
    }
  });

  it.skipIf(python === undefined)("are read by pyarrow with the same values, bit by bit", () => {
    const names = Object.keys(paths);
    const read = readWithPyarrow(python!, Object.values(paths));
    for (const [k, name] of names.entries()) expect({ name, columns: read[k] }).toEqual({ name, columns: own[name] });
  });
});

if (python === undefined) console.warn("skipped: no Python with pyarrow (PYTHON_WITH_PYARROW names one)");
