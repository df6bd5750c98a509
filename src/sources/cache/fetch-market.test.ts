import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  codeOf,
  type FakeMarket,
  type FakeMarketOptions,
  fakeIngest,
  fakeMarket,
  marketBars,
  priceOf,
} from "../../../test/support/fake-market.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { CacheManager } from "./cache-manager.ts";
import { rangeOfDay } from "./range-of-day.ts";

const date = (month: number, day: number) => dayOfDate(2024, month, day);
const NOW = rangeOfDay(usEquity, date(6, 3)).from + 3_600_000;

function request(first: number, last: number, symbol = "AAA"): DataRequest {
  const [from, to] = [rangeOfDay(usEquity, first).from, rangeOfDay(usEquity, last).to];
  return { source: "flat", dataset: "bars", symbol, timeframe: parseTimeframe("1m"), from, to };
}

function openMarket(options: FakeMarketOptions = {}): { cache: CacheManager; source: FakeMarket } {
  const source = fakeMarket(options);
  const sources = new Map([["flat", source]]);
  const cache = new CacheManager({ folder: temporaryFolder(), sources, ingest: fakeIngest, now: () => NOW });
  return { cache, source };
}

function expected(first: number, last: number, symbol = "AAA", version: (day: number) => number = () => 0) {
  const days = [...usEquity.sessions(first, last + 1)];
  const times = days.map((day) => rangeOfDay(usEquity, day).from);
  return marketBars(
    times,
    days.map((day) => priceOf(symbol, day, version(day))),
  );
}

describe("whole-market days in the cache", () => {
  it("are listed and fetched once, holidays, weekends and changing clocks included", async () => {
    const { cache, source } = openMarket();
    const first = await cache.getOrDownload(request(date(3, 1), date(4, 3)));
    expect(first.data).toEqual(expected(date(3, 1), date(4, 3)));
    expect(source.opened).toEqual([...usEquity.sessions(date(3, 1), date(4, 4))]);
    expect(first.uncovered).toEqual([]);
    const second = await cache.getOrDownload(request(date(3, 1), date(4, 3)));
    expect(second.data).toEqual(first.data);
    expect(source.listed).toHaveLength(1);
    expect((await cache.getOrDownload(request(date(3, 29), date(3, 31)))).data.rows.time).toHaveLength(0);
    expect(source.listed).toHaveLength(1);
    cache.close();
  });

  it("serve other symbols without a request, offline too, and symbols that don't exist", async () => {
    const { cache, source } = openMarket();
    await cache.getOrDownload(request(date(3, 1), date(3, 15)));
    const other = await cache.getOrDownload(request(date(3, 4), date(3, 8), "BBB"), { isOffline: true });
    expect(other.data).toEqual(expected(date(3, 4), date(3, 8), "BBB"));
    const none = await cache.getOrDownload(request(date(3, 4), date(3, 8), "NONE"));
    expect(none).toMatchObject({ asked: [], uncovered: [] });
    expect(none.data.rows.time).toHaveLength(0);
    expect(source.listed).toHaveLength(1);
    expect(await codeOf(cache.getOrDownload(request(date(3, 4), date(3, 18), "BBB"), { isOffline: true }))).toBe(
      "BACKSIGHT_CACHE_OFFLINE",
    );
    cache.close();
  });

  it("are fetched for the missing half only", async () => {
    const { cache, source } = openMarket();
    await cache.getOrDownload(request(date(3, 1), date(3, 15)));
    source.opened.length = 0;
    const { data } = await cache.getOrDownload(request(date(3, 1), date(3, 28)));
    expect(data).toEqual(expected(date(3, 1), date(3, 28)));
    expect(source.opened).toEqual([...usEquity.sessions(date(3, 16), date(3, 29))]);
    expect(source.listed[1]).toEqual([rangeOfDay(usEquity, date(3, 16)).from, rangeOfDay(usEquity, date(3, 28)).to]);
    cache.close();
  });

  it("that are late are asked for again; those that never came are given up after two weeks", async () => {
    const missing = new Set([date(5, 30), date(3, 5)]);
    const { cache, source } = openMarket({ absent: (day) => missing.has(day) });
    const { uncovered } = await cache.getOrDownload(request(date(5, 28), date(5, 31)));
    expect(uncovered).toEqual([rangeOfDay(usEquity, date(5, 30))]);
    missing.delete(date(5, 30));
    const { data } = await cache.getOrDownload(request(date(5, 28), date(5, 31)));
    expect(data).toEqual(expected(date(5, 28), date(5, 31)));
    expect(source.listed[1]).toEqual([rangeOfDay(usEquity, date(5, 30)).from, rangeOfDay(usEquity, date(5, 30)).to]);
    const old = await cache.getOrDownload(request(date(3, 4), date(3, 6)));
    expect(old.uncovered).toEqual([]);
    expect(old.data.rows.time).toHaveLength(2);
    cache.close();
  });

  it("that were replaced are fetched again when one asks to, for all symbols", async () => {
    const versions = new Map<number, number>();
    const version = (day: number) => versions.get(day) ?? 0;
    const { cache, source } = openMarket({ version });
    for (const symbol of ["AAA", "BBB"]) await cache.getOrDownload(request(date(3, 4), date(3, 8), symbol));
    versions.set(date(3, 6), 1);
    source.opened.length = 0;
    const { data } = await cache.getOrDownload(request(date(3, 4), date(3, 8)), { isRefresh: true });
    expect(source.opened).toEqual([date(3, 6)]);
    expect(data).toEqual(expected(date(3, 4), date(3, 8), "AAA", version));
    const other = await cache.getOrDownload(request(date(3, 4), date(3, 8), "BBB"));
    expect(other.data).toEqual(expected(date(3, 4), date(3, 8), "BBB", version));
    expect(source.listed).toHaveLength(2);
    expect(source.opened).toHaveLength(1);
    cache.close();
  });

  it("that are damaged or gone are fetched again when a symbol is taken from them", async () => {
    const { cache, source } = openMarket();
    await cache.getOrDownload(request(date(3, 4), date(3, 8)));
    const folder = join(cache.folder, "markets");
    const [first, second] = readdirSync(folder).sort();
    writeFileSync(join(folder, first!), "{}");
    rmSync(join(folder, second!));
    const wanted = request(date(3, 4), date(3, 8), "BBB");
    expect(await codeOf(cache.getOrDownload(wanted, { isOffline: true }))).toBe("BACKSIGHT_CACHE_DAMAGED");
    source.opened.length = 0;
    expect((await cache.getOrDownload(wanted)).data).toEqual(expected(date(3, 4), date(3, 8), "BBB"));
    expect(source.opened).toEqual([date(3, 4), date(3, 5)]);
    cache.close();
  });

  it("are joined into one file for each year of a symbol", async () => {
    const { cache } = openMarket();
    const before = await cache.getOrDownload(request(dayOfDate(2023, 12, 1), date(2, 15)));
    expect(cache.list({ symbol: "AAA" }).series[0]).toMatchObject({ files: 2, rows: 20 + 21 + 11, stretches: 1 });
    const views = cache.views("bars");
    expect(views.map(({ from, to }) => [from, to])).toEqual([
      [before.uncovered[0]?.from ?? rangeOfDay(usEquity, dayOfDate(2023, 12, 1)).from, Date.UTC(2024, 0, 1)],
      [Date.UTC(2024, 0, 1), rangeOfDay(usEquity, date(2, 15)).to],
    ]);
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
  });
});
