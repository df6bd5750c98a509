import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fakeMarket } from "../../../test/support/fake-market.ts";
import { DAY, expectedBars, fakeSource } from "../../../test/support/fake-source.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { VendorBars } from "../../data/market-data/data-source.ts";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { DataKey } from "../../platform/sealed/data-key.ts";
import { CacheManager } from "./cache-manager.ts";
import { rangeOfDay } from "./range-of-day.ts";

const KEY = DataKey.from(DataKey.random());
const NOW = 2000 * DAY;
/** More than 20,000 rows: they get a hot copy. */
const LONG: DataRequest = {
  source: "fake",
  dataset: "bars",
  symbol: "CANARY",
  timeframe: parseTimeframe("1h"),
  from: 0,
  to: 1000 * DAY,
};

function open(folder: string, key: DataKey | null, source = fakeSource({ partMs: 1000 * DAY })) {
  return { source, cache: new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => NOW, key }) };
}

/** All files of rows, hot copies too. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !/manifest\.db/.test(path));
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a cache that is encrypted", () => {
  it("gives the rows that it was given, from files in which none of them stands", async () => {
    const folder = temporaryFolder();
    const { source, cache } = open(folder, KEY);
    const expected = { dataset: "bars", rows: expectedBars(0, 1000 * DAY) };
    for (let time = 0; time < 3; time++) expect((await cache.getOrDownload(LONG)).data).toEqual(expected);
    expect(source.asked).toHaveLength(1);
    expect((await cache.check()).problems).toEqual([]);
    const files = filesIn(folder);
    expect(files.some((path) => path.endsWith(".columns"))).toBe(true);
    for (const path of files) {
      const bytes = readFileSync(path);
      expect([bytes.toString("latin1", 0, 8), bytes.includes("CANARY"), bytes.includes("PAR1")]).toEqual([
        "BSseal01",
        false,
        false,
      ]);
    }
    expect(cache.views("bars").map(({ isSealed }) => isSealed)).toEqual([true]);
    cache.close();
  });

  it("stays closed without its key, and with another one; nothing is fetched or set aside for that", async () => {
    const folder = temporaryFolder();
    const first = open(folder, KEY);
    await first.cache.getOrDownload(LONG);
    first.cache.close();
    for (const [key, says] of [
      [null, "no key is at hand"],
      [DataKey.from(DataKey.random()), "another one"],
    ] as const) {
      const { source, cache } = open(folder, key);
      const error = await failure(cache.getOrDownload(LONG));
      expect(error).toMatchObject({ code: "BACKSIGHT_CACHE_SEALED", message: expect.stringContaining(says) });
      expect(await failure(cache.check({ repair: true }))).toMatchObject({ code: "BACKSIGHT_CACHE_SEALED" });
      expect([source.asked, cache.list().series.length]).toEqual([[], 1]);
      cache.close();
    }
    const again = open(folder, KEY);
    expect((await again.cache.getOrDownload(LONG)).asked).toEqual([]);
    again.cache.close();
  });

  it("reads what was kept before in the clear, and finds and repairs damage", async () => {
    const folder = temporaryFolder();
    const before = open(folder, null);
    const request = { ...LONG, to: 10 * DAY };
    await before.cache.getOrDownload(request);
    before.cache.close();
    const { source, cache } = open(folder, KEY);
    await cache.getOrDownload({ ...request, to: 20 * DAY });
    expect(source.asked).toEqual([[10 * DAY, 20 * DAY]]);
    const path = filesIn(folder).find((name) => readFileSync(name).toString("latin1", 0, 8) === "BSseal01")!;
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 4;
    writeFileSync(path, bytes);
    const { data } = await cache.getOrDownload({ ...request, to: 20 * DAY });
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(0, 20 * DAY) });
    expect(source.asked).toHaveLength(2);
    cache.close();
  });

  it("keeps days of whole markets encrypted, too", async () => {
    const folder = temporaryFolder();
    const day = dayOfDate(2024, 3, 7);
    const header = "ticker,volume,open,close,high,low,window_start,transactions";
    const minutes = Array.from(
      { length: 300 },
      (_, i) => `AAA,1,5,${5 + i},400,5,${usEquity.open(day) + i * 60_000}000000,1`,
    );
    const source = {
      ...fakeMarket(),
      async *openDay() {
        yield gzipSync([header, ...minutes, ""].join("\n"));
      },
    };
    const now = () => rangeOfDay(usEquity, dayOfDate(2024, 6, 3)).from;
    const request = {
      source: "flat",
      dataset: "bars",
      timeframe: parseTimeframe("1m"),
      ...rangeOfDay(usEquity, day),
    } as const;
    const cache = new CacheManager({ folder, sources: new Map([["flat", source]]), now, key: KEY });
    const { data } = await cache.getOrDownload({ ...request, symbol: "AAA" });
    expect([...(data.rows as VendorBars).close]).toEqual(minutes.map((_, i) => 5 + i));
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
    const [market] = filesIn(folder).filter((path) => path.endsWith(".day"));
    expect(readFileSync(market!).toString("latin1", 0, 8)).toBe("BSseal01");
    const closed = new CacheManager({ folder, sources: new Map([["flat", source]]), now });
    const error = await failure(closed.getOrDownload({ ...request, symbol: "BBB" }));
    expect(error).toMatchObject({ code: "BACKSIGHT_CACHE_SEALED" });
    closed.close();
  });
});
