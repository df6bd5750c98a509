import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DAY,
  expectedBars,
  expectedTrades,
  type FakeSource,
  fakeSource,
  HOUR,
} from "../../../test/support/fake-source.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { unprivileged } from "../../../test/support/unprivileged.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import { noRows } from "../../data/market-data/rows.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { CacheManager, type CacheOptions } from "./cache-manager.ts";

const NOW = 1000 * DAY + 5 * HOUR;

function bars(fromDay: number, toDay: number, rest: Partial<DataRequest> = {}): DataRequest {
  const timeframe = parseTimeframe("1h");
  return { source: "fake", dataset: "bars", symbol: "ABC", timeframe, from: fromDay * DAY, to: toDay * DAY, ...rest };
}

function openCache(source: FakeSource, rest: Partial<CacheOptions> = {}): CacheManager {
  return new CacheManager({
    folder: temporaryFolder(),
    sources: new Map([[source.id, source]]),
    now: () => NOW,
    ...rest,
  });
}

describe("CacheManager.getOrDownload", () => {
  it("asks once for what it then has, days without a bar included", async () => {
    const source = fakeSource();
    const cache = openCache(source);
    const first = await cache.getOrDownload(bars(90, 130));
    expect(first.data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, 130 * DAY) });
    expect(first.asked).toEqual([{ from: 90 * DAY, to: 130 * DAY }]);
    expect(first.uncovered).toEqual([]);
    const second = await cache.getOrDownload(bars(90, 130));
    expect(second).toEqual({ ...first, asked: [] });
    const inside = await cache.getOrDownload(bars(98, 99));
    expect(98 % 7).toBe(0);
    expect(inside.data).toEqual(noRows("bars", "ABC"));
    expect(source.asked).toEqual([[90 * DAY, 130 * DAY]]);
    cache.close();
  });

  it("asks for the other half only, and for gaps between", async () => {
    const source = fakeSource();
    const cache = openCache(source);
    await cache.getOrDownload(bars(100, 115));
    await cache.getOrDownload(bars(120, 125));
    source.asked.length = 0;
    const { data } = await cache.getOrDownload(bars(90, 130));
    expect(source.asked).toEqual([
      [90 * DAY, 100 * DAY],
      [115 * DAY, 120 * DAY],
      [125 * DAY, 130 * DAY],
    ]);
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, 130 * DAY) });
    cache.close();
  });

  it("never asks for an instant twice and gives what the source has, whatever is asked in whatever order", async () => {
    const request = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }));
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), async (wanted) => {
        const source = fakeSource({ partMs: 3 * DAY });
        const cache = openCache(source);
        for (const [from, length] of wanted) {
          const { data } = await cache.getOrDownload(bars(from, from + length));
          const rows = expectedBars(from * DAY, (from + length) * DAY);
          expect(data.rows.time).toEqual(rows.time);
          expect((data.rows as typeof rows).close).toEqual(rows.close);
        }
        const days = source.asked.flatMap(([from, to]) => {
          return Array.from({ length: (to - from) / DAY }, (_, i) => from / DAY + i);
        });
        expect(new Set(days).size).toBe(days.length);
        expect((await cache.check()).problems).toEqual([]);
        cache.close();
      }),
      { numRuns: 12 },
    );
  });

  it("keeps ticks to the nanosecond, also the last one before midnight", async () => {
    const source = fakeSource({ partMs: DAY });
    const cache = openCache(source);
    const request = { ...bars(90, 93), dataset: "trades", timeframe: null } as const;
    for (let time = 0; time < 2; time++) {
      const { data } = await cache.getOrDownload(request);
      expect(data).toEqual({ dataset: "trades", rows: expectedTrades("ABC", 90 * DAY, 93 * DAY) });
    }
    const day = await cache.getOrDownload({ ...request, from: 92 * DAY });
    expect(day.data.rows.time).toHaveLength(24);
    expect(source.asked).toHaveLength(1);
    cache.close();
  });

  it("keeps apart what differs in symbol, case, timeframe or dataset", async () => {
    const source = fakeSource();
    const cache = openCache(source);
    await cache.getOrDownload(bars(90, 92));
    for (const other of [{ symbol: "abc" }, { symbol: "../../X:Y Z" }, { timeframe: parseTimeframe("2h") }]) {
      await cache.getOrDownload(bars(90, 92, other));
    }
    await cache.getOrDownload(bars(90, 92, { dataset: "trades", timeframe: null }));
    expect(source.asked).toHaveLength(5);
    expect(cache.list().total).toBe(5);
    expect(readdirSync(join(cache.folder, "segments")).sort()).toEqual(["fake"]);
    cache.close();
  });

  it("gives the day that is going on, and asks for it again", async () => {
    const source = fakeSource();
    const cache = openCache(source);
    const request = bars(998, 1002);
    const { data, uncovered } = await cache.getOrDownload(request);
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(998 * DAY, NOW) });
    expect(uncovered).toEqual([{ from: NOW, to: 1002 * DAY }]);
    await cache.getOrDownload(request);
    expect(source.asked).toEqual([
      [998 * DAY, 1000 * DAY],
      [1000 * DAY, NOW],
      [1000 * DAY, NOW],
    ]);
    const offline = await cache.getOrDownload(request, { isOffline: true });
    expect(offline.uncovered).toEqual([{ from: 1000 * DAY, to: 1002 * DAY }]);
    expect(source.asked).toHaveLength(3);
    cache.close();
  });

  it("asks again for what wasn't published yet", async () => {
    const source = fakeSource({ publishedUntil: 95 * DAY });
    const cache = openCache(source);
    const { data, uncovered } = await cache.getOrDownload(bars(90, 100));
    expect(uncovered).toEqual([{ from: 95 * DAY, to: 100 * DAY }]);
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, 95 * DAY) });
    await cache.getOrDownload(bars(90, 100));
    expect(source.asked.at(-1)).toEqual([95 * DAY, 100 * DAY]);
    cache.close();
  });

  it("keeps what came before a failure", async () => {
    let isBroken = true;
    const before = (from: number) => {
      if (isBroken && from >= 110 * DAY) throw new Error("the line is cut");
    };
    const source = fakeSource({ before });
    const cache = openCache(source);
    await expect(cache.getOrDownload(bars(95, 130))).rejects.toThrow("the line is cut");
    isBroken = false;
    const { data } = await cache.getOrDownload(bars(95, 130));
    expect(source.asked.at(-1)).toEqual([110 * DAY, 130 * DAY]);
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(95 * DAY, 130 * DAY) });
    cache.close();
  });

  it("stops between parts when it is told to, and keeps those", async () => {
    const stop = new AbortController();
    const before = (from: number) => {
      if (from >= 110 * DAY) stop.abort();
    };
    const cache = openCache(fakeSource({ before }));
    const stopped = cache.getOrDownload(bars(95, 150), { signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    expect(cache.list().series[0]).toMatchObject({ from: 95 * DAY, to: 120 * DAY });
    cache.close();
  });

  it("works offline, and says what is missing and how to get it", async () => {
    const source = fakeSource();
    const cache = openCache(source);
    await cache.getOrDownload(bars(90, 100));
    source.asked.length = 0;
    const { data } = await cache.getOrDownload(bars(92, 97), { isOffline: true });
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(92 * DAY, 97 * DAY) });
    await expect(cache.getOrDownload(bars(90, 104), { isOffline: true })).rejects.toMatchObject({
      code: "BACKSIGHT_CACHE_OFFLINE",
      message:
        "offline, and the cache holds no fake ABC 1h for 1970-04-11T00:00:00Z to 1970-04-15T00:00:00Z. " +
        'Fetch it once with the network: backsight data fetch "fake:ABC@1h?from=1970-04-11&to=1970-04-14"',
    });
    expect(source.asked).toEqual([]);
    cache.close();
  });

  it("downloads once when many ask at the same time", async () => {
    const source = fakeSource({ before: () => new Promise((resolve) => setTimeout(resolve, 5)) });
    const cache = openCache(source);
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => cache.getOrDownload(bars(90, 100 + i))));
    for (const [i, { data }] of answers.entries()) {
      expect(data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, (100 + i) * DAY) });
    }
    expect(source.asked[0]).toEqual([90 * DAY, 100 * DAY]);
    expect(source.asked.slice(1)).toEqual([100, 101, 102, 103, 104].map((day) => [day * DAY, (day + 1) * DAY]));
    cache.close();
  });

  it("is right without the lock between processes, too", async () => {
    const folder = temporaryFolder();
    const source = fakeSource({ partMs: 2 * DAY, before: () => new Promise((resolve) => setTimeout(resolve, 1)) });
    // Clocks a minute apart: each takes the lock from the other at once.
    const caches = [0, 1, 2].map((minutes) => openCache(source, { folder, now: () => NOW + minutes * 60_000 }));
    const answers = await Promise.all(caches.map((cache, i) => cache.getOrDownload(bars(90 + i, 120))));
    expect(source.asked).toHaveLength(3);
    for (const [i, { data }] of answers.entries()) {
      expect(data).toEqual({ dataset: "bars", rows: expectedBars((90 + i) * DAY, 120 * DAY) });
    }
    for (const cache of caches) {
      const { data, asked } = await cache.getOrDownload(bars(90, 120));
      expect(asked).toEqual([]);
      expect(data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, 120 * DAY) });
      expect((await cache.check()).problems).toEqual([]);
      cache.close();
    }
  });

  it("replaces what it has when it is told to fetch again, rows that are gone included", async () => {
    const folder = temporaryFolder();
    const now = () => NOW;
    const first = new CacheManager({ folder, now, sources: new Map([["fake", fakeSource()]]) });
    await first.getOrDownload(bars(90, 120));
    first.close();
    const changed = fakeSource({ factor: () => 2 });
    const empty = {
      ...changed,
      async *fetch(request: DataRequest, context: object) {
        for await (const part of changed.fetch(request, context)) {
          const isGone = part.from >= 100 * DAY && part.from < 110 * DAY;
          yield isGone ? { ...part, data: noRows("bars", "ABC") } : part;
        }
      },
    };
    const cache = new CacheManager({ folder, now, sources: new Map([["fake", empty]]) });
    const { data } = await cache.getOrDownload(bars(95, 115), { isRefresh: true });
    const time = [...expectedBars(95 * DAY, 100 * DAY, 2).close, ...expectedBars(110 * DAY, 115 * DAY, 2).close];
    expect([...(data.rows as ReturnType<typeof expectedBars>).close]).toEqual(time);
    const whole = (await cache.getOrDownload(bars(90, 120))).data.rows as ReturnType<typeof expectedBars>;
    expect([...whole.close]).toEqual([
      ...expectedBars(90 * DAY, 95 * DAY).close,
      ...time,
      ...expectedBars(115 * DAY, 120 * DAY).close,
    ]);
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
  });

  it("fetches adjusted prices again once a split has changed them all", async () => {
    const splits: CorporateAction[] = [{ kind: "split", day: 50, from: 1, to: 2 }];
    let clock = NOW;
    let factor = 1;
    const source = fakeSource({ adjustment: "split", actions: () => splits, factor: () => factor });
    const cache = openCache(source, { now: () => clock });
    await cache.getOrDownload(bars(90, 100));
    await cache.getOrDownload(bars(90, 110));
    expect(source.asked).toHaveLength(2);
    splits.push({ kind: "split", day: 1000, from: 1, to: 2 });
    factor = 0.5;
    clock += 2 * DAY;
    const { data } = await cache.getOrDownload(bars(90, 105));
    expect(data).toEqual({ dataset: "bars", rows: expectedBars(90 * DAY, 105 * DAY, 0.5) });
    expect(source.asked.at(-1)).toEqual([90 * DAY, 105 * DAY]);
    const rest = await cache.getOrDownload(bars(100, 110));
    expect(rest.data).toEqual({ dataset: "bars", rows: expectedBars(100 * DAY, 110 * DAY, 0.5) });
    expect(source.asked.at(-1)).toEqual([105 * DAY, 110 * DAY]);
    cache.close();
  });

  it("refuses answers that can't be right, and keeps nothing of them", async () => {
    const part = (from: number, to: number, rowsFrom = from, rowsTo = to) => ({
      from: from * DAY,
      to: to * DAY,
      data: { dataset: "bars" as const, rows: expectedBars(rowsFrom * DAY, rowsTo * DAY) },
    });
    const twice = part(90, 100);
    twice.data.rows.time[3] = twice.data.rows.time[2]!;
    for (const [answer, problem] of [
      [part(89, 95), "it answered 1970-03-31T00:00:00Z to 1970-04-06T00:00:00Z where 1970-04-01T00:00:00Z to"],
      [part(91, 95), "it answered"],
      [part(90, 101), "it answered"],
      [part(90, 90), "it answered"],
      [part(90, 95, 90, 96), "rows lie outside"],
      [part(92, 95, 91, 95), "it answered"],
      [twice, "row 3 isn't after the one before"],
      [{ ...part(90, 95), data: noRows("trades", "ABC") }, "it gave trades"],
    ] as const) {
      const source = {
        ...fakeSource(),
        fetch: async function* () {
          yield answer;
        },
      };
      const cache = openCache(source);
      await expect(cache.getOrDownload(bars(90, 100))).rejects.toMatchObject({
        code: "BACKSIGHT_SOURCE_ANSWER",
        message: expect.stringContaining(`fake answered nonsense for ABC 1h: ${problem}`),
      });
      expect(cache.list().total).toBe(0);
      cache.close();
    }
  });

  it("refuses requests that mean nothing, with the reason", async () => {
    const cache = openCache({ ...fakeSource(), datasets: ["bars", "trades"] });
    for (const [request, message] of [
      [bars(90, 90), "to must be whole epoch milliseconds after 7776000000, was 7776000000."],
      [bars(NaN, 90), "from must be whole epoch milliseconds, was NaN."],
      [bars(1, 90, { timeframe: null }), "timeframe must be given for bars, and null for ticks, was null."],
      [bars(1, 90, { symbol: "*" }), "symbol must be the symbol of one instrument, was *."],
      [bars(1, 90, { dataset: "quotes" }), "quotes of fake isn't supported. fake has bars, trades."],
      [bars(1, 90, { source: "fke" }), 'unknown source "fke". Did you mean "fake"? Known: fake.'],
    ] as const) {
      await expect(cache.getOrDownload(request)).rejects.toThrow(message);
    }
    cache.close();
  });

  it("says why a folder can't be written", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "closed"), { mode: 0o555 });
    const options = { folder: join(folder, "closed"), sources: new Map() };
    const error = thrown(() => unprivileged(() => new CacheManager(options)));
    expect(error.code).toBe("BACKSIGHT_STORE");
    expect(error.message).toContain("closed/manifest.db: it can't be opened");
    expect(error.message).toContain("choose another place (data.cache_dir in config.yaml)");
  });
});

describe("CacheManager.actionsOf", () => {
  it("asks once a day, again when told to, and offline not at all", async () => {
    let clock = NOW;
    let asked = 0;
    const actions = () => {
      asked++;
      return [{ kind: "split", day: 50, from: 1, to: 2 } as const];
    };
    const cache = openCache(fakeSource({ actions }), { now: () => clock });
    await expect(cache.actionsOf("fake", "ABC", { isOffline: true })).rejects.toMatchObject({
      code: "BACKSIGHT_CACHE_OFFLINE",
    });
    const first = await cache.actionsOf("fake", "ABC");
    expect(first).toEqual({ actions: [{ kind: "split", day: 50, from: 1, to: 2 }], fetchedAt: NOW });
    expect(await cache.actionsOf("fake", "ABC")).toEqual(first);
    expect(asked).toBe(1);
    await cache.actionsOf("fake", "ABC", { isRefresh: true });
    clock += 2 * DAY;
    await cache.actionsOf("fake", "ABC");
    expect(asked).toBe(3);
    clock += 90 * DAY;
    expect((await cache.actionsOf("fake", "ABC", { isOffline: true })).fetchedAt).toBe(NOW + 2 * DAY);
    expect(asked).toBe(3);
    cache.close();
  });

  it("is null where the source has none to give", async () => {
    const cache = openCache(fakeSource());
    expect(await cache.actionsOf("fake", "ABC")).toEqual({ actions: null, fetchedAt: null });
    cache.close();
  });
});
