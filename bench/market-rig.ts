import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { MarketBars } from "../dist/data/formats/flat-files/market-bars.js";
import { MarketBarsReader } from "../dist/data/formats/flat-files/market-bars-reader.js";
import type { MarketDay, WholeMarketSource } from "../dist/data/market-data/data-source.js";
import { usEquity } from "../dist/market/calendar/us-equity.js";
import { instrument } from "../dist/market/instrument.js";
import { parseTimeframe } from "../dist/market/timeframe.js";
import { DayFileWriter } from "../dist/sources/cache/ingest/day-file-writer.js";
import { flatFileIngest } from "../dist/sources/cache/ingest/flat-file-ingest.js";
import { gunzipChunks } from "../dist/sources/cache/ingest/gunzip-chunks.js";
import { writeBarsDay } from "../dist/sources/cache/ingest/write-bars-day.js";
import { type Manifest, openManifest } from "../dist/sources/cache/manifest.js";
import { rangeOfDay } from "../dist/sources/cache/range-of-day.js";
import { type Segment, type SegmentCommit, WHOLE_MARKET } from "../dist/sources/cache/segment.js";
import { newSegmentPath } from "../dist/sources/cache/segment-name.js";
import { SESSIONS } from "./whole-market.ts";

const CHUNK = 1 << 18;
export const timeframe = parseTimeframe("1m");

/** A source of generated days, and a cache that records what comes in as every cache does. */
export class MarketRig {
  readonly segments: Segment[] = [];
  readonly ports;
  readonly source: WholeMarketSource;
  private readonly manifest: Manifest;
  private readonly objects = new Map<string, Uint8Array>();

  constructor(folder: string) {
    this.manifest = openManifest(folder, Date.now);
    this.ports = { folder, commit: (commit: SegmentCommit) => this.commit(commit) };
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

  /** Puts a day into the cache without text: what a month is made of needn't all be unpacked first. */
  async put(session: number, market: MarketBars): Promise<Segment> {
    const range = rangeOfDay(usEquity, SESSIONS[session]!);
    const series = { source: "bench", dataset: "bars", symbol: WHOLE_MARKET, timeframe: "1m", ...range } as const;
    const path = newSegmentPath(series, "day");
    const writer = new DayFileWriter(join(this.ports.folder, path), "bars");
    try {
      await writeBarsDay(market, writer);
      const { rows, bytes, sha256 } = await writer.finish(market.quality);
      const segment: Segment = { ...series, rows, bytes, sha256, path, adjustment: "raw", basis: "" };
      this.commit({ segments: [segment] });
      return segment;
    } finally {
      writer.abandon();
    }
  }

  async extract(days: readonly Segment[], symbols: readonly string[]): Promise<readonly Segment[]> {
    const begin = this.segments.length;
    const request = { source: this.source, dataset: "bars" as const, timeframe, days, symbols };
    await flatFileIngest().extractSymbols(request, this.ports, {});
    return this.segments.slice(begin);
  }

  /** The most memory that a new process needs to bring an object in, or to take all symbols out of days; in bytes. */
  memoryOf(work: Uint8Array | readonly Segment[]): number {
    const isObject = work instanceof Uint8Array;
    const path = join(this.ports.folder, "work");
    writeFileSync(path, isObject ? work : JSON.stringify(work));
    const child = join(import.meta.dirname, "flat-files-memory.ts");
    const args = [child, this.ports.folder, path, isObject ? "day" : "all"];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return Number(stdout);
  }

  close(): void {
    this.manifest.close();
  }

  private commit(commit: SegmentCommit): void {
    this.manifest.commit(commit);
    this.segments.push(...commit.segments);
  }
}

export async function decodeMarket(object: Uint8Array): Promise<MarketBars> {
  const reader = new MarketBarsReader({ path: "day.csv.gz" });
  for await (const chunk of gunzipChunks(chunksOf(object), "day.csv.gz")) reader.push(chunk);
  return reader.finish();
}

/** What all of it is compared with. */
export async function countLines(object: Uint8Array): Promise<number> {
  let lines = 0;
  for await (const chunk of Readable.from(chunksOf(object)).pipe(createGunzip({ chunkSize: 1 << 16 }))) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  }
  return lines;
}

export function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function line(label: string, ms: number, base: number, of: string): void {
  console.log(`${label.padEnd(34)}${ms.toFixed(0).padStart(7)} ms  ${(ms / base).toFixed(1)} × ${of}`);
}

export function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
