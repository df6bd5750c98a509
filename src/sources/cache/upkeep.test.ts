import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAY, expectedBars, fakeSource, HOUR } from "../../../test/support/fake-source.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { CacheManager, type CacheOptions } from "./cache-manager.ts";
import { machine } from "./segment-name.ts";

function bars(symbol: string, fromDay = 90, toDay = 100): DataRequest {
  const timeframe = parseTimeframe("1h");
  return { source: "fake", dataset: "bars", symbol, timeframe, from: fromDay * DAY, to: toDay * DAY };
}

interface Rig {
  readonly cache: CacheManager;
  readonly folder: string;
  readonly source: ReturnType<typeof fakeSource>;
  /** Moves the clock on. */
  readonly pass: (ms: number) => void;
}

function rig(rest: Partial<CacheOptions> = {}, partMs = 10 * DAY): Rig {
  let clock = 1000 * DAY;
  const folder = temporaryFolder();
  const source = fakeSource({ partMs });
  const sources = new Map([["fake", source]]);
  const cache = new CacheManager({ folder, sources, now: () => clock, ...rest });
  const pass = (ms: number) => {
    clock += ms;
  };
  return { cache, folder, source, pass };
}

const symbolsOf = (cache: CacheManager) => cache.list().series.map(({ symbol }) => symbol);
const filesIn = (folder: string) => readdirSync(join(folder, "segments", "fake", "bars-1h"));

describe("cleanOldData", () => {
  it("removes what wasn't read for so many days, but nothing pinned", async () => {
    const { cache, folder, source, pass } = rig();
    for (const symbol of ["A", "B", "C"]) await cache.getOrDownload(bars(symbol));
    expect(cache.pin({ source: "fake", symbol: "C" })).toBe(1);
    expect(cache.pin({ source: "fake", symbol: "C", timeframe: "1h" })).toBe(0);
    pass(3 * DAY);
    await cache.getOrDownload(bars("B"));
    pass(2 * DAY);
    const removed = cache.cleanOldData(4);
    expect(removed).toMatchObject({ files: 1 });
    expect(removed.bytes).toBeGreaterThan(1000);
    expect(symbolsOf(cache)).toEqual(["B", "C"]);
    expect(filesIn(folder)).toHaveLength(2);
    expect(cache.unpin({ source: "fake" })).toBe(1);
    expect(cache.cleanOldData(4).files).toBe(1);
    expect(cache.cleanOldData(4).files).toBe(0);
    expect(symbolsOf(cache)).toEqual(["B"]);
    const asked = source.asked.length;
    const { data } = await cache.getOrDownload(bars("A"));
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, 100 * DAY) });
    expect(source.asked).toHaveLength(asked + 1);
    cache.close();
  });

  it("notes what it removed, and why, and nothing where it removed nothing", async () => {
    const events: unknown[] = [];
    const { cache, folder, pass } = rig({ trail: { record: (event) => void events.push(event) } });
    await cache.getOrDownload(bars("A"));
    cache.cleanOldData(4);
    expect(events).toEqual([]);
    pass(5 * DAY);
    const { bytes } = cache.cleanOldData(4);
    const detail = `1 files, ${bytes} bytes: not read for 4 days`;
    expect(events).toEqual([{ action: "data.remove", subject: folder, outcome: "ok", detail }]);
    await cache.check();
    expect(events.at(-1)).toMatchObject({ action: "data.read", subject: folder, outcome: "ok" });
    cache.close();
  });

  it("happens by itself where a retention is set", async () => {
    const { cache, folder, source } = rig();
    await cache.getOrDownload(bars("A"));
    cache.close();
    const options = { folder, sources: new Map([["fake", source]]), retentionDays: 30 };
    const later = new CacheManager({ ...options, now: () => 1029 * DAY });
    expect(symbolsOf(later)).toEqual(["A"]);
    later.close();
    const muchLater = new CacheManager({ ...options, now: () => 1031 * DAY });
    expect(symbolsOf(muchLater)).toEqual([]);
    muchLater.close();
  });
});

describe("the limit of size", () => {
  it("takes what was unused for the longest time, never what was just read or is pinned", async () => {
    const { cache, pass } = rig();
    for (const symbol of ["A", "B", "C", "D"]) {
      await cache.getOrDownload(bars(symbol));
      pass(HOUR);
    }
    cache.pin({ source: "fake", symbol: "B" });
    await cache.getOrDownload(bars("A"));
    const { bytes } = cache.list();
    expect(cache.shrinkTo(bytes)).toEqual({ files: 0, bytes: 0 });
    expect(cache.shrinkTo(bytes - 1).files).toBe(1);
    expect(symbolsOf(cache)).toEqual(["A", "B", "D"]);
    expect(cache.shrinkTo(0).files).toBe(1);
    expect(symbolsOf(cache)).toEqual(["A", "B"]);
    pass(HOUR);
    expect(cache.shrinkTo(0).files).toBe(1);
    expect(symbolsOf(cache)).toEqual(["B"]);
    cache.close();
  });

  it("is kept after each download", async () => {
    const { cache, pass } = rig({ maxBytes: 20_000 });
    for (let i = 0; i < 12; i++) {
      const { data } = await cache.getOrDownload(bars(`S${i}`));
      expect(data.rows.time).toHaveLength(expectedBars(90 * DAY, 100 * DAY).time.length);
      pass(HOUR);
    }
    expect(cache.list().bytes).toBeLessThanOrEqual(20_000);
    expect(symbolsOf(cache)).toContain("S11");
    expect(symbolsOf(cache)).not.toContain("S0");
    cache.close();
  });
});

describe("joining files", () => {
  it("leaves one file for each year, the same rows, and the old files for whoever reads them", async () => {
    const { cache, folder, source, pass } = rig({}, DAY);
    const { data } = await cache.getOrDownload(bars("A", 335, 380));
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(335 * DAY, 380 * DAY) });
    // A file a day: 25 of 1970 are joined, 13 of 1971 aren't enough; one day in seven has none.
    expect(cache.list().series[0]).toMatchObject({ files: 1 + 13, stretches: 1, from: 335 * DAY, to: 380 * DAY });
    expect(filesIn(folder).length).toBe(1 + 13 + 25);
    pass(2 * 60_000);
    cache.sweep();
    expect(filesIn(folder).length).toBe(1 + 13);
    expect((await cache.getOrDownload(bars("A", 335, 380))).data).toEqual(data);
    expect(source.asked).toHaveLength(1);
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
  });
});

describe("sweep", () => {
  it("removes what a dead process or an old failure left, nothing that may still be recorded", async () => {
    const { cache, folder } = rig({ now: Date.now });
    await cache.getOrDownload(bars("A"));
    const place = join(folder, "segments", "fake", "bars-1h");
    const dead = `X.1970-04-01.${machine()}p4194999-0123456789ab.parquet`;
    const alive = `X.1970-04-01.${machine()}p${process.pid}-0123456789ab.parquet`;
    const elsewhere = `X.1970-04-01.00000000p4194999-0123456789ab.parquet`;
    const old = ".backsight-old.tmp";
    for (const name of [dead, alive, elsewhere, old, ".backsight-new.tmp"]) writeFileSync(join(place, name), "x");
    utimesSync(join(place, old), new Date(), new Date(Date.now() - 2 * HOUR));
    expect(cache.sweep()).toEqual({ files: 2, bytes: 2 });
    expect(existsSync(join(place, dead)) || existsSync(join(place, old))).toBe(false);
    expect(readdirSync(place)).toHaveLength(4);
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
  });

  it("runs once an hour when a cache is opened", async () => {
    const folder = temporaryFolder();
    const place = join(folder, "segments", "fake");
    mkdirSync(place, { recursive: true });
    const left = join(place, `X.1970-04-01.${machine()}p4194999-0123456789ab.parquet`);
    const open = (now: number) => new CacheManager({ folder, sources: new Map(), now: () => now }).close();
    open(1000 * DAY);
    writeFileSync(left, "x");
    open(1000 * DAY + 59 * 60_000);
    expect(existsSync(left)).toBe(true);
    open(1000 * DAY + 61 * 60_000);
    expect(existsSync(left)).toBe(false);
  });
});

describe("list", () => {
  it("gives pages with totals, and what each series holds", async () => {
    const { cache } = rig();
    for (const symbol of ["C", "A", "B"]) await cache.getOrDownload(bars(symbol));
    await cache.getOrDownload(bars("A", 105, 110));
    const page = cache.list({ limit: 2, offset: 1 });
    expect(page.total).toBe(3);
    expect(page.series.map(({ symbol }) => symbol)).toEqual(["B", "C"]);
    const [first] = cache.list({ symbol: "A" }).series;
    expect(first).toMatchObject({
      source: "fake",
      dataset: "bars",
      timeframe: "1h",
      from: 90 * DAY,
      to: 110 * DAY,
      stretches: 2,
      files: 2,
      rows: expectedBars(90 * DAY, 100 * DAY).time.length + expectedBars(105 * DAY, 110 * DAY).time.length,
      isPinned: false,
      usedAt: 1000 * DAY,
    });
    expect(cache.list({ symbol: "Z" })).toEqual({ total: 0, bytes: 0, series: [] });
    expect(() => cache.list({ limit: 0 })).toThrow("limit must be an integer from 1, was 0.");
    cache.close();
  });
});
