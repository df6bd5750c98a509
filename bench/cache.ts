import { strict as assert } from "node:assert";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import type { DataRequest } from "../dist/data/market-data/data-request.js";
import type { InstrumentSource, VendorBars } from "../dist/data/market-data/data-source.js";
import type { VerifiedRows } from "../dist/data/market-data/verified-rows.js";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { usEquity } from "../dist/market/calendar/us-equity.js";
import { createBars } from "../dist/market/create-bars.js";
import { instrument } from "../dist/market/instrument.js";
import { CacheManager } from "../dist/sources/cache/cache-manager.js";
import { HOT_FOLDER, readHot } from "../dist/sources/cache/hot-columns.js";
import { openManifest } from "../dist/sources/cache/manifest.js";
import { type Segment, WHOLE_MARKET } from "../dist/sources/cache/segment.js";
import { readSegment } from "../dist/sources/cache/segment-file.js";
import { countLines, decodeMarket, line, MarketRig, mb, timed, timeframe } from "./market-rig.ts";
import { median } from "./measure.ts";
import { minutesOfMarket, movedMarket } from "./whole-market.ts";

const MONTH = 21;
const WEEK = 5;
/** Days that come as packed text; the others are made of their columns. */
const TEXTS = 3;
const YEAR_OF_MINUTES = 98_280;
const ROUNDS = 41;
const DAY = "a day's ingest";

/** A month of the whole market into a file for each ticker, and one ticker's year out of the cache. */
export async function cache(): Promise<void> {
  for (const benchmark of [wholeMarketMonth, tickerYear]) {
    const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
    try {
      await benchmark(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function wholeMarketMonth(folder: string): Promise<void> {
  const rig = new MarketRig(folder);
  try {
    const days = new Array<Segment>(MONTH);
    const ingests: number[] = [];
    const counts: number[] = [];
    const known = new Set<string>();
    for (let session = 0; session < TEXTS; session++) {
      const object = gzipSync(minutesOfMarket(session), { level: constants.Z_BEST_SPEED });
      counts.push(await timed(() => countLines(object)));
      ingests.push(await timed(async () => (days[session] = await rig.ingest(session, object))));
      const market = await decodeMarket(object);
      for (const ticker of market.tickers) known.add(ticker);
      for (let later = session + TEXTS; later < MONTH; later += TEXTS) {
        days[later] = await rig.put(later, movedMarket(market, session, later));
      }
    }
    const tickers = [...known];
    const perDay = median(ingests);
    console.log(`a whole-market day of ${days[0]!.rows} minutes, on disk`);
    line("gunzip and line count", median(counts), median(counts), "gunzip and count");
    line("into the cache", perDay, median(counts), "gunzip and count");
    const memory: number[] = [];
    for (const count of [WEEK, MONTH]) {
      const stretch = days.slice(0, count);
      let made: readonly Segment[] = [];
      const ms = await timed(async () => (made = await rig.extract(stretch, tickers)));
      const rows = stretch.reduce((sum, day) => sum + day.rows, 0);
      assert.equal(
        made.reduce((sum, file) => sum + file.rows, 0),
        rows,
        "every row must be in one ticker's file",
      );
      line(`${count} days, a file for each ticker`, ms, perDay, DAY);
      const bytes = made.reduce((sum, file) => sum + file.bytes, 0);
      memory.push(rig.memoryOf(stretch));
      const each = `${((1000 * ms) / made.length).toFixed(0)} µs each`;
      console.log(
        `  ${made.length} files, ${mb(bytes)}, ${each}; memory at most, in a new process: ${mb(memory.at(-1)!)}`,
      );
    }
    console.log(`memory of ${MONTH} days / of ${WEEK}     ${(memory[1]! / memory[0]!).toFixed(2)}`);
    line(`${MONTH} days, one ticker`, await timed(() => rig.extract(days, [tickers[4000]!])), perDay, DAY);
  } finally {
    rig.close();
  }
}

async function tickerYear(folder: string): Promise<void> {
  const { time, closeTime, open, high, low, close, volume } = syntheticBars({
    model: "market",
    seed: 7,
    bars: YEAR_OF_MINUTES,
    timeframe: "1m",
  });
  const transactions = volume.map((units) => 1 + (Math.floor(units) % 200));
  const rows: VendorBars = { time, closeTime, open, high, low, close, volume, transactions };
  const range = { from: time[0]!, to: closeTime.at(-1)! + 1 };
  const source: InstrumentSource = {
    kind: "instrument",
    id: "bench",
    datasets: ["bars"],
    factsOf: (symbol) => ({ instrument: instrument(symbol), calendar: usEquity, adjustment: "raw" }),
    async *fetch() {
      yield { ...range, data: { dataset: "bars", rows } };
    },
  };
  const later = () => range.to + 1e10;
  const manager = new CacheManager({ folder, sources: new Map([["bench", source]]), now: later });
  const manifest = openManifest(folder, later);
  try {
    const request: DataRequest = { source: "bench", dataset: "bars", symbol: "AAPL", timeframe, ...range };
    const { facts } = await manager.getOrDownload(request);
    const [segment] = manifest.unused(Infinity, true).filter(({ symbol }) => symbol !== WHOLE_MARKET);
    const barsOf = ({ data, verified }: VerifiedRows, isTold = true) => {
      const { transactions: _, ...prices } = data.rows as VendorBars;
      const told = isTold && verified !== null ? { verified } : {};
      return createBars({ ...facts, timeframe, ...prices, source: "bench", ...told });
    };
    const parquet = () => readSegment(folder, segment!);
    const hot = async (): Promise<VerifiedRows> => manager.getOrDownload(request);
    const forgetHot = () => rmSync(join(folder, HOT_FOLDER), { recursive: true, force: true });
    for (const read of [parquet, hot, async () => readHot(folder, segment!)!]) {
      const found = await read();
      assert.deepEqual(found.data.rows, rows, "what is read must be what was kept, to the last bit");
      assert.deepEqual(barsOf(found), barsOf(found, false), "what is told must be what a search finds");
    }
    const hotFile = join(folder, HOT_FOLDER, readdirSync(join(folder, HOT_FOLDER))[0]!);
    const sizes = `${mb(segment!.bytes)} of Parquet, ${mb(statSync(hotFile).size)} hot`;
    console.log(`a ticker's year of ${YEAR_OF_MINUTES} minutes: ${sizes}; equal, all columns to the last bit`);
    const times: Record<string, number[]> = {
      plain: [],
      parquet: [],
      hot: [],
      parquetBars: [],
      hotBars: [],
      bars: [],
      first: [],
    };
    const take = async (name: string, work: () => Promise<unknown>) => times[name]!.push(await timed(work));
    for (let round = 0; round < ROUNDS; round++) {
      await take("plain", async () => readFileSync(hotFile));
      await take("parquet", parquet);
      await take("hot", hot);
      await take("parquetBars", async () => barsOf(await parquet()));
      await take("hotBars", async () => barsOf(await hot()));
      const columns = await parquet();
      await take("bars", async () => barsOf(columns, false));
      forgetHot();
      await take("first", hot);
    }
    const show = (label: string, name: string) => {
      const [middle, least] = [median(times[name]!), Math.min(...times[name]!)];
      const figures = `${middle.toFixed(1).padStart(6)} ms, ${least.toFixed(1)} at best`;
      console.log(`${label.padEnd(34)}${figures}  ${(middle / median(times.plain!)).toFixed(1)} × reading hot bytes`);
    };
    show("hot bytes, read only", "plain");
    show("Parquet to columns, verified", "parquet");
    show("hot to columns, through the cache", "hot");
    show("Parquet to bars, verified", "parquetBars");
    show("hot to bars, through the cache", "hotBars");
    show("columns to bars, searched", "bars");
    show("first reading, makes the hot copy", "first");
  } finally {
    manager.close();
    manifest.close();
  }
}
