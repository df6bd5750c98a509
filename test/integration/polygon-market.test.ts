import { rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { adjustBars } from "../../src/data/prepare/adjust-bars.ts";
import { dayOfDate } from "../../src/market/calendar/calendar.ts";
import { Secret } from "../../src/platform/secrets/secret.ts";
import { loadBars } from "../../src/project/load-bars.ts";
import type { VendorSettings } from "../../src/project/vendor-settings.ts";
import {
  type PolygonRestEmulator,
  startPolygonRest,
} from "../../src/sources/polygon/emulator/rest/start-polygon-rest.ts";
import {
  type AnsweredRequest,
  type FlatFileBucketServer,
  startFlatFileBucket,
} from "../../src/sources/polygon/emulator/start-flat-file-bucket.ts";
import { syntheticMarketFiles } from "../../src/sources/polygon/emulator/synthetic-market-files.ts";
import {
  syntheticMarketActions,
  syntheticTickers,
} from "../../src/sources/polygon/emulator/synthetic-market-tickers.ts";
import { syntheticRestMarket } from "../../src/sources/polygon/emulator/synthetic-rest-market.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SEED = 7;
const TICKERS = syntheticTickers(2);
const PAIR = { accessKeyId: "id", secretAccessKey: "secret" };
const REST_KEY = "rest-key";
/** Of the month that is fetched here. */
const NOW = Date.UTC(2026, 5, 1);

let files: FlatFileBucketServer;
let rest: PolygonRestEmulator;
let asked: AnsweredRequest[] = [];

beforeAll(async () => {
  const range = { from: dayOfDate(2026, 1, 2), to: dayOfDate(2026, 2, 13) };
  const datasets = ["minute_aggs_v1", "day_aggs_v1"] as const;
  const objects = syntheticMarketFiles({ seed: SEED, tickers: TICKERS, datasets, ...range });
  files = await startFlatFileBucket({ objects, keys: PAIR, onRequest: (request) => asked.push(request) });
  rest = await startPolygonRest({
    market: syntheticRestMarket({ seed: SEED, tickers: TICKERS, ...range }),
    keys: [REST_KEY],
  });
}, 60_000);

afterAll(() => Promise.all([files.close(), rest.close()]));

let vendors: VendorSettings;
beforeEach(() => {
  asked = [];
  vendors = settings(temporaryFolder());
});

function settings(cacheFolder: string, keys: Readonly<Record<string, string>> = KEYS): VendorSettings {
  const findKey = async (name: string) => (keys[name] === undefined ? null : new Secret(keys[name]));
  const polygon = { endpoint: files.endpoint, restUrl: rest.url, plan: "advanced", findKey } as const;
  return { cacheFolder, now: () => NOW, polygon };
}

const KEYS = {
  MASSIVE_FLATFILES_ACCESS_KEY_ID: PAIR.accessKeyId,
  MASSIVE_FLATFILES_SECRET_ACCESS_KEY: PAIR.secretAccessKey,
  MASSIVE_API_KEY: REST_KEY,
};

const load = (address: string, options: VendorSettings = vendors) => loadBars(address, { vendors: options });
const daysGot = () => [...new Set(asked.filter(({ kind }) => kind === "get").map(({ key }) => key.slice(-17, -7)))];

describe("a market of day files", () => {
  test("the second time nothing is asked for; of a longer range only the rest", async () => {
    const first = await load("polygon:QAAA@5m?from=2026-01-05&to=2026-01-09");
    // The session of Monday the 5th begins with Friday's close.
    expect(daysGot()).toEqual(["2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"]);
    const restRequests = rest.requests.length;
    asked = [];
    const again = await load("polygon:QAAA@5m?from=2026-01-05&to=2026-01-09");
    expect([asked.length, rest.requests.length - restRequests]).toEqual([0, 0]);
    expect(again).toEqual(first);
    const longer = await load("polygon:QAAA@5m?from=2026-01-05&to=2026-01-14");
    expect(daysGot()).toEqual(["2026-01-12", "2026-01-13", "2026-01-14"]);
    expect(longer.close.subarray(0, first.length)).toEqual(first.close);
    // Five sessions asked for at first, eight now; a session has 78 bars, but for five minutes in which nobody traded.
    expect(new Set(longer.session).size).toBe(8);
    expect(longer.length).toBeGreaterThan(8 * 78 * 0.95);
  }, 60_000);

  test("another name of the same days is there already", async () => {
    await load("polygon:QAAA@1m?from=2026-01-05&to=2026-01-06");
    asked = [];
    await load("polygon:PAIR@1m?from=2026-01-05&to=2026-01-06");
    expect(daysGot()).toEqual([]);
  }, 60_000);

  test("files and REST give the same bars, and a split is applied once", async () => {
    const split = syntheticMarketActions().find(
      ({ action }) => action.kind === "split" && action.day > dayOfDate(2026, 1, 6),
    )!;
    const range = `from=2026-01-05&to=2026-02-12`;
    const address = (rest: string) => `polygon:${split.ticker}@1d?${range}&${rest}`;
    const raw = await load(address("adjust=none"));
    const overRest = await load(address("adjust=none&via=rest"), settings(temporaryFolder()));
    expect(overRest.close).toEqual(raw.close);
    expect(overRest.volume).toEqual(raw.volume);
    const adjusted = await load(address("adjust=splits"));
    const actions = syntheticMarketActions()
      .filter(({ ticker }) => ticker === split.ticker)
      .map(({ action }) => action);
    expect(adjusted.close).toEqual(adjustBars(raw, actions, { mode: "splits" }).bars.close);
    expect([raw.adjustment, adjusted.adjustment]).toEqual(["raw", "split"]);
  }, 60_000);

  test("with the cable out the cache answers, and says what it lacks", async () => {
    const there = await load("polygon:QAAA@1m?from=2026-01-05&to=2026-01-06");
    const keyless = settings(vendors.cacheFolder, {});
    expect(await load("polygon:QAAA@1m?from=2026-01-05&to=2026-01-06&offline=true", keyless)).toMatchObject({
      length: there.length,
    });
    await expect(load("polygon:QAAA@1m?from=2026-01-05&to=2026-01-08&offline=true", keyless)).rejects.toMatchObject({
      code: "BACKSIGHT_CACHE_OFFLINE",
    });
  }, 60_000);
});

test("without keys, with wrong ones, without any for splits: one line that says what to do", async () => {
  const address = "polygon:QAAA@1m?from=2026-01-05&to=2026-01-05";
  const folder = temporaryFolder();
  const { MASSIVE_API_KEY: _, ...pair } = KEYS;
  await expect(load(address, settings(folder, {}))).rejects.toMatchObject({ code: "BACKSIGHT_SECRET_MISSING" });
  const wrong = settings(folder, { ...KEYS, MASSIVE_FLATFILES_SECRET_ACCESS_KEY: "wrong" });
  await expect(load(address, wrong)).rejects.toMatchObject({ code: "BACKSIGHT_REMOTE_KEY" });
  await expect(load(`${address}&via=rest`, settings(folder, { MASSIVE_API_KEY: "wrong" }))).rejects.toMatchObject({
    code: "BACKSIGHT_REMOTE_KEY",
  });
  await expect(load(address, settings(folder, pair))).rejects.toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
  await expect(load(`${address}&adjust=none`, settings(folder, pair))).resolves.toMatchObject({ adjustment: "raw" });
  await expect(load(`${address}&adjust=back`, settings(folder))).rejects.toMatchObject({ code: "BACKSIGHT_DATA_URI" });
  rmSync(folder, { recursive: true });
}, 60_000);
