import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { adjustBars } from "../../src/data/prepare/adjust-bars.ts";
import { resampleBars } from "../../src/data/prepare/resample-bars.ts";
import { type Calendar, dateOfDay, dayOfDate } from "../../src/market/calendar/calendar.ts";
import { usEquity } from "../../src/market/calendar/us-equity.ts";
import { timeframe } from "../../src/market/timeframe.ts";
import { Secret } from "../../src/platform/secrets/secret.ts";
import { loadBars, loadRawBars } from "../../src/project/load-bars.ts";
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

/** RVRS makes one share of ten on Wednesday, 4 March 2026. */
const MARKET = {
  seed: 7,
  tickers: syntheticTickers(1),
  from: dayOfDate(2026, 2, 23),
  to: dayOfDate(2026, 3, 13),
} as const;
const PAIR = { accessKeyId: "id", secretAccessKey: "secret" };
const KEYS = {
  MASSIVE_FLATFILES_ACCESS_KEY_ID: PAIR.accessKeyId,
  MASSIVE_FLATFILES_SECRET_ACCESS_KEY: PAIR.secretAccessKey,
  MASSIVE_API_KEY: "rest",
};
/** Files are published to Wednesday, 11 March; REST knows the 12th and 13th too. */
const LAST_FILE = dayOfDate(2026, 3, 11);
const NOW = Date.UTC(2026, 2, 14, 12);

let files: FlatFileBucketServer;
let rest: PolygonRestEmulator;
let asked: AnsweredRequest[] = [];
let vendors: VendorSettings;

beforeAll(async () => {
  const datasets = ["minute_aggs_v1", "day_aggs_v1"] as const;
  const objects = syntheticMarketFiles({ ...MARKET, to: LAST_FILE, datasets });
  files = await startFlatFileBucket({ objects, keys: PAIR, onRequest: (request) => asked.push(request) });
  rest = await startPolygonRest({ market: syntheticRestMarket(MARKET), keys: [KEYS.MASSIVE_API_KEY] });
}, 60_000);

afterAll(() => Promise.all([files.close(), rest.close()]));

let requestsBefore = 0;
const forget = () => {
  asked = [];
  requestsBefore = rest.requests.length;
};
const prices = () => rest.requests.slice(requestsBefore).filter((path) => path.includes("/aggs/"));

beforeEach(() => {
  forget();
  const findKey = async (name: string) => {
    const key = (KEYS as Readonly<Record<string, string>>)[name];
    return key === undefined ? null : new Secret(key);
  };
  const polygon = { endpoint: files.endpoint, restUrl: rest.url, plan: "advanced", findKey } as const;
  vendors = { cacheFolder: temporaryFolder(), now: () => NOW, polygon };
});

const load = (address: string) => loadBars(address, { vendors });
const datesOf = (bars: { readonly session: ArrayLike<number> }) => [...new Set(Array.from(bars.session, dateOfDay))];

describe("auto", () => {
  test.each(["1m", "1d"])(
    "takes sessions without a file over REST, and keeps them: %s",
    async (frame) => {
      const address = `polygon:QAAA@${frame}?from=2026-03-09&to=2026-03-13`;
      const bars = await load(address);
      expect(datesOf(bars)).toEqual(["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"]);
      expect(bars.notes.join()).not.toContain("not there yet");
      expect(prices().length).toBeGreaterThan(0);
      forget();
      expect((await load(address)).close).toEqual(bars.close);
      expect([asked.length, prices().length]).toEqual([0, 0]);
    },
    60_000,
  );

  test("published days alone ask REST for no prices; via=flat-files asks it for none at all", async () => {
    await load("polygon:QAAA@1m?from=2026-03-09&to=2026-03-10");
    expect(prices()).toEqual([]);
    const bars = await load("polygon:QAAA@1m?from=2026-03-09&to=2026-03-13&via=flat-files");
    expect(datesOf(bars).at(-1)).toBe("2026-03-11");
    expect(bars.notes.join()).toContain("not there yet: 2026-03-12");
    expect(prices()).toEqual([]);
  }, 60_000);

  test("what came over REST is there offline, whatever the way", async () => {
    const address = "polygon:QAAA@1d?from=2026-03-02&to=2026-03-06";
    const bars = await load(`${address}&via=rest`);
    forget();
    for (const way of ["rest", "auto", "flat-files"]) {
      expect((await load(`${address}&via=${way}&offline=true`)).close).toEqual(bars.close);
    }
    expect([asked.length, rest.requests.length - requestsBefore]).toEqual([0, 0]);
  }, 60_000);
});

describe("a split inside a week", () => {
  const range = "from=2026-02-23&to=2026-03-13";
  const actions = syntheticMarketActions()
    .filter(({ ticker }) => ticker === "RVRS")
    .map(({ action }) => action);

  test("is applied to the days before they are joined", async () => {
    const days = await load(`polygon:RVRS@1d?${range}`);
    const weeks = await load(`polygon:RVRS@1w?${range}`);
    expect(weeks.adjustment).toBe("split");
    // The middle week: two days in old shares, three in new ones.
    const week = [...days.session.keys()].filter((i) => {
      const date = dateOfDay(days.session[i]!);
      return date >= "2026-03-02" && date <= "2026-03-06";
    });
    expect(week).toHaveLength(5);
    expect(weeks.open[1]).toBe(days.open[week[0]!]);
    expect(weeks.high[1]).toBe(Math.max(...week.map((i) => days.high[i]!)));
    expect(weeks.low[1]).toBe(Math.min(...week.map((i) => days.low[i]!)));
    expect(weeks.close[1]).toBe(days.close[week[4]!]);
    expect(weeks.volume[1]).toBeCloseTo(
      week.reduce((sum, i) => sum + days.volume[i]!, 0),
      6,
    );
    // In one share basis a week's range is some percent; in two it would be ten times the lowest price.
    expect(weeks.high[1]! / weeks.low[1]!).toBeLessThan(2);
    const mixed = await load(`polygon:RVRS@1w?${range}&adjust=none`);
    expect(mixed.high[1]! / mixed.low[1]!).toBeGreaterThan(8);
    // Adjusted after they were joined they stay mixed.
    const late = adjustBars(mixed, actions, { mode: "splits" }).bars;
    expect(late.high[1]! / late.low[1]!).toBeGreaterThan(8);
  }, 60_000);

  test("loadRawBars gives prices as they traded, with what happened to them", async () => {
    const { bars, actions: told } = await loadRawBars(`polygon:RVRS@1d?${range}`, { vendors });
    expect(bars.adjustment).toBe("raw");
    expect(told).toEqual(expect.arrayContaining(actions));
    const adjusted = await load(`polygon:RVRS@1d?${range}`);
    expect(adjustBars(bars, told!, { mode: "splits" }).bars.close).toEqual(adjusted.close);
    const raw = await load(`polygon:RVRS@1w?${range}&adjust=none`);
    expect(raw.close).toEqual(resampleBars(bars, timeframe(1, "w")).close);
  }, 60_000);

  test("loadRawBars of other sources are their bars, without actions", async () => {
    const address = "synthetic:gbm?seed=7&bars=20";
    expect(await loadRawBars(address)).toEqual({ bars: await loadBars(address), actions: null });
  });
});

test("until ends what is fetched, and is what the range ends with", async () => {
  const bars = await loadBars("polygon:QAAA@1m?from=2026-03-02", { vendors, until: "2026-03-03" });
  expect(datesOf(bars)).toEqual(["2026-03-02", "2026-03-03"]);
  expect(bars.notes.join()).not.toContain("to not given");
  const got = asked.filter(({ kind }) => kind === "get").map(({ key }) => key.slice(-17, -7));
  expect([...new Set(got)]).toEqual(["2026-02-27", "2026-03-02", "2026-03-03"]);
  await expect(loadBars("polygon:QAAA@1m?from=2026-03-05", { vendors, until: "2026-03-03" })).rejects.toMatchObject({
    code: "BACKSIGHT_DATE_RANGE",
    message: expect.stringContaining("2026-03-03"),
  });
}, 60_000);

test("regular hours are a session's own; extended ones are what is there besides", async () => {
  const calendar: Calendar = usEquity;
  const day = dayOfDate(2026, 3, 3);
  const address = "polygon:ALFA@1m?from=2026-03-03&to=2026-03-03&adjust=none";
  const regular = await load(address);
  expect(regular.time.every((time) => time >= calendar.open(day) && time < calendar.close(day))).toBe(true);
  const extended = await load(`${address}&hours=extended`);
  const inside = [...extended.time].filter((time) => time >= calendar.open(day) && time < calendar.close(day));
  expect(inside).toEqual([...regular.time]);
  expect(extended.length).toBeGreaterThan(regular.length);
}, 60_000);
