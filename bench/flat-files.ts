import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { constants, createGunzip, gzipSync } from "node:zlib";
import { MARKET_BAR_COLUMNS, type MarketBars } from "../dist/data/formats/flat-files/market-bars.js";
import { MarketBarsReader } from "../dist/data/formats/flat-files/market-bars-reader.js";
import { tradePiecesReader } from "../dist/data/formats/flat-files/tick-pieces-reader.js";
import type { MarketDay, WholeMarketSource } from "../dist/data/market-data/data-source.js";
import { BarsFromTrades } from "../dist/data/prepare/bars-from-trades.js";
import { usEquity } from "../dist/market/calendar/us-equity.js";
import { instrument } from "../dist/market/instrument.js";
import { parseTimeframe } from "../dist/market/timeframe.js";
import { DayFileReader } from "../dist/sources/cache/ingest/day-file-reader.js";
import { flatFileIngest } from "../dist/sources/cache/ingest/flat-file-ingest.js";
import { gunzipChunks } from "../dist/sources/cache/ingest/gunzip-chunks.js";
import type { Segment } from "../dist/sources/cache/segment.js";
import { median } from "./measure.ts";
import { minutesOfMarket, SESSIONS, tradesOfMarket } from "./whole-market.ts";

const ROUNDS = 3;
const CHUNK = 1 << 18;
const MONTH = 21;
const WEEK = 5;
const timeframe = parseTimeframe("1m");

/** Whole-market files into the cache, each beside unpacking the same file and counting its lines. */
export async function flatFiles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const rig = new Rig(folder);
    await wholeMarketDay(rig);
    await wholeMarketMonth(rig);
    await tradesDay();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A source of generated days and the cache's ports. */
class Rig {
  readonly segments: Segment[] = [];
  readonly ports;
  readonly source: WholeMarketSource;
  private readonly objects = new Map<string, Uint8Array>();

  constructor(folder: string) {
    this.ports = {
      folder,
      commit: ({ segments }: { segments: readonly Segment[] }) => void this.segments.push(...segments),
    };
    this.source = {
      kind: "whole-market",
      id: "bench",
      datasets: ["bars"],
      factsOf: (symbol) => ({ instrument: instrument(symbol), calendar: usEquity, adjustment: "raw" }),
      listDays: async () => [],
      openDay: ({ key }) => Readable.from(chunksOf(this.objects.get(key)!)),
    };
  }

  async ingest(session: number, object: Uint8Array): Promise<Segment> {
    const key = `${session}.csv.gz`;
    this.objects.set(key, object);
    const day: MarketDay = { day: SESSIONS[session]!, key, etag: "", byteLength: object.length, lastModified: 0 };
    const request = { source: this.source, dataset: "bars" as const, timeframe, calendar: usEquity, days: [day] };
    await flatFileIngest().ingestDays(request, this.ports, {});
    this.objects.delete(key);
    return this.segments.at(-1)!;
  }

  /** The most memory that a process needs to bring an object in, or to take all symbols out of days. */
  async memoryOf(work: Uint8Array | readonly Segment[]): Promise<string> {
    const isObject = work instanceof Uint8Array;
    const path = join(this.ports.folder, "work");
    writeFileSync(path, isObject ? work : JSON.stringify(work));
    const child = join(import.meta.dirname, "flat-files-memory.ts");
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [child, this.ports.folder, path, isObject ? "day" : "all"],
      {
        encoding: "utf8",
      },
    );
    assert.equal(status, 0, stderr);
    return mb(Number(stdout));
  }

  async extract(days: readonly Segment[], symbols: readonly string[]): Promise<readonly Segment[]> {
    const begin = this.segments.length;
    const request = { source: this.source, dataset: "bars" as const, timeframe, days, symbols };
    await flatFileIngest().extractSymbols(request, this.ports, {});
    return this.segments.slice(begin);
  }
}

async function wholeMarketDay(rig: Rig): Promise<void> {
  const text = minutesOfMarket(0);
  const object = gzipSync(text);
  const market = await decode(object);
  assert.deepEqual(sumsOf(market), sumsOfText(text), "the decoder must read what split reads");
  const segment = await rig.ingest(0, object);
  const reader = new DayFileReader(join(rig.ports.folder, segment.path), segment.path, segment.bytes, "bars");
  assert.deepEqual(reader.tickers, market.tickers);
  console.log(
    `a whole-market day of ${market.time.length} minutes: ${mb(object.length)} packed, ${mb(text.length)} of text, ${mb(segment.bytes)} in the cache`,
  );
  const times = await measure({
    count: () => countLines(object),
    decode: () => decode(object),
    ingest: () => rig.ingest(0, object),
  });
  line("gunzip and line count", times.count, times.count);
  line("into columns", times.decode, times.count);
  line("into the cache, on disk", times.ingest, times.count);
  console.log(`${"memory at most, in a new process".padEnd(34)}${await rig.memoryOf(object)}`);
}

async function wholeMarketMonth(rig: Rig): Promise<void> {
  const days: Segment[] = [];
  const texts: number[] = [];
  let ingest = 0;
  for (let session = 0; session < MONTH; session++) {
    const object = gzipSync(minutesOfMarket(session), { level: constants.Z_BEST_SPEED });
    const started = performance.now();
    days.push(await rig.ingest(session, object));
    ingest += performance.now() - started;
    if (session === 0) texts.push(await timed(() => countLines(object)));
  }
  const perDay = ingest / MONTH;
  const [first] = days;
  const path = join(rig.ports.folder, first!.path);
  const { tickers } = new DayFileReader(path, first!.path, first!.bytes, "bars");
  for (const count of [WEEK, MONTH]) {
    const stretch = days.slice(0, count);
    const ms = await timed(() => rig.extract(stretch, tickers));
    line(`${count} days, a file for each ticker`, ms, perDay, "a day's ingest");
    console.log(`${"memory at most, in a new process".padEnd(34)}${await rig.memoryOf(stretch)}`);
  }
  const one = await timed(() => rig.extract(days, [tickers[4000]!]));
  line(`${MONTH} days, one ticker`, one, perDay, "a day's ingest");
}

async function tradesDay(): Promise<void> {
  const text = tradesOfMarket(0, 100, 50_000);
  const object = gzipSync(text, { level: constants.Z_BEST_SPEED });
  const barsOf = async () => {
    const reader = tradePiecesReader({ path: "trades.csv.gz" });
    const makers = new Map<string, BarsFromTrades>();
    const add = (pieces: ReturnType<typeof reader.push>) => {
      for (const piece of pieces) {
        const maker = makers.get(piece.symbol) ?? new BarsFromTrades({ timeframe, calendar: usEquity });
        makers.set(piece.symbol, maker);
        maker.add(piece);
      }
    };
    for await (const chunk of gunzipChunks(chunksOf(object), "trades.csv.gz")) add(reader.push(chunk));
    add(reader.finish());
    return [...makers.values()].map((maker) => maker.finish());
  };
  const bars = await barsOf();
  const trades = bars.reduce((sum, { counts }) => sum + counts.trades, 0);
  assert.equal(trades, text.toString("latin1").split("\n").length - 2);
  const volume = bars.reduce((sum, one) => sum + one.bars.volume.reduce((a, b) => a + b, 0), 0);
  assert.equal(volume, volumeOfText(text), "bars must hold the volume that split finds");
  const times = await measure({ count: () => countLines(object), bars: barsOf });
  console.log(`a day of ${trades} trades, ${mb(object.length)} packed, to 1-minute bars`);
  line("gunzip and line count", times.count, times.count);
  line("into bars", times.bars, times.count);
}

async function decode(object: Uint8Array): Promise<MarketBars> {
  const reader = new MarketBarsReader({ path: "day.csv.gz" });
  for await (const chunk of gunzipChunks(chunksOf(object), "day.csv.gz")) reader.push(chunk);
  return reader.finish();
}

async function countLines(object: Uint8Array): Promise<number> {
  let lines = 0;
  for await (const chunk of Readable.from(chunksOf(object)).pipe(createGunzip({ chunkSize: 1 << 16 }))) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  }
  return lines;
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** Sums of all columns, in the file's order: equal only when every number is. */
function sumsOf(market: MarketBars): number[] {
  return MARKET_BAR_COLUMNS.map((name) => market[name].reduce((sum, value) => sum + value, 0));
}

/** What a person would write first. */
function sumsOfText(text: Buffer): number[] {
  const sums = new Array<number>(MARKET_BAR_COLUMNS.length).fill(0);
  for (const row of text.toString("latin1").trimEnd().split("\n").slice(1)) {
    const [, volume, open, close, high, low, time, transactions] = row.split(",");
    const values = [Number(time) / 1e6, open, high, low, close, volume, transactions];
    for (let j = 0; j < sums.length; j++) sums[j] = sums[j]! + Number(values[j]);
  }
  return sums;
}

function volumeOfText(text: Buffer): number {
  let volume = 0;
  for (const row of text.toString("latin1").trimEnd().split("\n").slice(1)) volume += Number(row.split(",").at(-4));
  return volume;
}

async function measure<Name extends string>(
  candidates: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times[name].push(await timed(candidates[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function line(label: string, ms: number, base: number, of = "gunzip and count"): void {
  console.log(`${label.padEnd(34)}${ms.toFixed(0).padStart(7)} ms  ${(ms / base).toFixed(1)} × ${of}`);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
