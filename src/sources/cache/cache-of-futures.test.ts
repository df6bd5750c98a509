import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { VendorBars } from "../../data/market-data/data-source.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { startFlatFileBucket } from "../polygon/emulator/start-flat-file-bucket.ts";
import { flatFileBucket } from "../polygon/flat-files/flat-file-bucket.ts";
import { flatFileSource } from "../polygon/flat-files/flat-file-source.ts";
import { PolygonConnector } from "../polygon/polygon-connector.ts";
import { CacheManager } from "./cache-manager.ts";

const KEYS = { accessKeyId: "id", secretAccessKey: "secret" };
const MINUTE = 60_000;
const at = (text: string) => Date.parse(`${text}:00Z`);
const HEAD = "ticker,volume,open,close,high,low,window_start,transactions";

/** When trading for a date begins; Monday 2024-01-15 was a holiday of US equities: its trading is of Tuesday's date. */
const STARTS = {
  "2024-01-11": "2024-01-10T23:00",
  "2024-01-12": "2024-01-11T23:00",
  "2024-01-16": "2024-01-14T23:00",
  "2024-01-17": "2024-01-16T23:00",
} as const;

/** Two hundred minutes from its beginning, and two hundred before the close at 17:00 New York; a close tells its minute. */
function minutesOf(date: keyof typeof STARTS): number[] {
  const [start, end] = [at(STARTS[date]), at(`${date}T22:00`)];
  const run = (from: number) => Array.from({ length: 200 }, (_, i) => from + i * MINUTE);
  return [...run(start), ...run(end - 200 * MINUTE)];
}

const closeOf = (time: number) => 4000 + ((time / MINUTE) % 1000);

function file(ticker: string, times: readonly number[]): Uint8Array {
  const rows = times.map((time) => `${ticker},1,4000,${closeOf(time)},5000,4000,${time}000000,1`);
  return gzipSync([HEAD, ...rows, ""].join("\n"));
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function venues() {
  const dates = Object.keys(STARTS) as (keyof typeof STARTS)[];
  const key = (folder: string, date: string) => `${folder}/${date.slice(0, 4)}/${date.slice(5, 7)}/${date}.csv.gz`;
  const server = await startFlatFileBucket({
    objects: dates.flatMap((date) => [
      [key("us_futures_cme/minute_aggs_v1", date), file("ESH4", minutesOf(date))] as const,
      [key("us_futures_nymex/minute_aggs_v1", date), file("CLG4", minutesOf(date).slice(0, 50))] as const,
      // The vendor stamps sessions when they begin: in the evening before.
      [key("us_futures_cme/session_aggs_v1", date), file("ESH4", [at(STARTS[date])])] as const,
    ]),
    keys: KEYS,
  });
  const bucket = flatFileBucket({ endpoint: server.endpoint, keys: KEYS });
  open.push(bucket, server);
  const [cme, nymex] = (["cme", "nymex"] as const).map((venue) =>
    flatFileSource({ bucket, assetClass: "futures", venue }),
  );
  const sources = new Map([cme!, nymex!].map((source) => [source.id, source]));
  const cache = new CacheManager({ folder: temporaryFolder(), sources, now: () => at("2024-03-01T00:00") });
  open.push(cache);
  return { cache, bucket };
}

const request = (symbol: string, source: string, label: string, from: number, to: number) =>
  ({ source, dataset: "bars", symbol, timeframe: parseTimeframe(label), from, to }) as const;

describe("futures in the cache", () => {
  it("keep every evening, weekend and holiday with its trade date, each file fetched once", async () => {
    const { cache } = await venues();
    const [from, to] = [at("2024-01-11T23:00"), at("2024-01-17T23:00")];
    const all = (["2024-01-12", "2024-01-16", "2024-01-17"] as const).flatMap(minutesOf);
    const wanted = request("ESH4", "polygon-futures-cme", "1m", from, to);
    const { data, uncovered } = await cache.getOrDownload(wanted);
    expect([[...(data.rows as VendorBars).time], uncovered]).toEqual([all, []]);
    expect([...(data.rows as VendorBars).close]).toEqual(all.map(closeOf));
    expect((await cache.getOrDownload(wanted)).asked).toEqual([]);
    // A part that begins and ends within trade dates.
    const part = await cache.getOrDownload({ ...wanted, from: at("2024-01-15T00:00"), to: at("2024-01-17T00:00") });
    const inside = all.filter((time) => time >= at("2024-01-15T00:00") && time < at("2024-01-17T00:00"));
    expect([[...(part.data.rows as VendorBars).time], part.asked]).toEqual([inside, []]);
    expect((await cache.check()).problems).toEqual([]);
  });

  it("never take one venue's files for another's", async () => {
    const { cache } = await venues();
    const [from, to] = [at("2024-01-11T23:00"), at("2024-01-12T23:00")];
    await cache.getOrDownload(request("ESH4", "polygon-futures-cme", "1m", from, to));
    const { data } = await cache.getOrDownload(request("CLG4", "polygon-futures-nymex", "1m", from, to));
    expect([...(data.rows as VendorBars).time]).toEqual(minutesOf("2024-01-12").slice(0, 50));
  });

  it("give a session's bar to its date, though trading for it began the evening before", async () => {
    const { cache, bucket } = await venues();
    const [from, to] = [at("2024-01-12T05:00"), at("2024-01-18T05:00")];
    const { data } = await cache.getOrDownload(request("ESH4", "polygon-futures-cme", "1d", from, to));
    const opens = ["2024-01-12T14:30", "2024-01-16T14:30", "2024-01-17T14:30"].map(at);
    expect([...(data.rows as VendorBars).time]).toEqual(opens);
    const connector = new PolygonConnector({ flatFiles: bucket });
    const days = await connector.downloadAggregates({
      symbol: "ESH4",
      timeframe: "1d",
      from,
      to: at("2024-01-17T22:00"),
    });
    expect([...days.time]).toEqual(opens);
  });

  it("are the same without a cache", async () => {
    const { bucket } = await venues();
    const connector = new PolygonConnector({ flatFiles: bucket });
    const ask = (from: string, to: string) =>
      connector.downloadAggregates({ symbol: "ESH4", timeframe: "1m", from: at(from), to: at(to) });
    const all = (["2024-01-12", "2024-01-16"] as const).flatMap(minutesOf);
    expect([...(await ask("2024-01-11T23:00", "2024-01-16T23:00")).time]).toEqual(all);
    const missing = await ask("2024-01-17T12:00", "2024-01-18T22:00").catch((error: unknown) => error);
    expect(missing).toMatchObject({ code: "BACKSIGHT_REMOTE_ABSENT", message: expect.stringContaining("2024-01-18") });
  });
});
