import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { collect } from "../../../test/support/collect.ts";
import { barAt, emulate, IMPATIENT, minutes, TEST_KEY } from "../../../test/support/polygon-rest.ts";
import { dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { rangeOfDay } from "../cache/range-of-day.ts";
import type { RestBar, RestTables, RestTick } from "./emulator/rest/rest-market.ts";
import { startFlatFileBucket } from "./emulator/start-flat-file-bucket.ts";
import { flatFileBucket } from "./flat-files/flat-file-bucket.ts";
import { flatFileFolder, flatFileKey } from "./flat-files/flat-file-layout.ts";
import { PolygonConnector } from "./polygon-connector.ts";
import { polygonRest } from "./rest/polygon-rest.ts";

// Wednesday to Monday, the 4th a holiday: three sessions and one more that isn't published yet.
const FIRST = dayOfDate(2024, 7, 3);
const DAYS = [FIRST, FIRST + 2, FIRST + 5];
const FROM = rangeOfDay(usEquity, FIRST).from;
const TO = rangeOfDay(usEquity, FIRST + 5).to;
const KEYS = { accessKeyId: "id-of-tests", secretAccessKey: "secret-of-tests" };
const KINDS = ["1m", "1d", "trades", "quotes"] as const;

const openOf = (day: number) => usEquity.open(day);
const minuteBars = DAYS.flatMap((day) => minutes(openOf(day) - 60_000, openOf(day) + 5 * 60_000));
const dayBars = DAYS.map((day) => barAt(rangeOfDay(usEquity, day).from));
const trades = DAYS.flatMap((day) => [tick(day, 1n), tick(day, 84598n), tick(day, 84598n)]);

function tick(day: number, nanos: bigint) {
  return { sip_timestamp: BigInt(openOf(day)) * 1_000_000n + nanos };
}

const tradeRows: RestTick[] = trades.map((time, i) => ({
  ...time,
  conditions: i % 2 === 0 ? [12, 37] : [],
  correction: i === 4 ? 1 : 0,
  exchange: 11,
  price: 100 + i / 100,
  sequence_number: i,
  size: 10 + i,
}));
const quoteRows: RestTick[] = trades.map((time, i) => ({
  ...time,
  ask_exchange: 12,
  ask_price: 101 + i / 100,
  ask_size: 100,
  bid_exchange: 11,
  bid_price: 100 + i / 100,
  bid_size: 200,
  conditions: [1],
  sequence_number: i,
}));
const TABLES: RestTables = {
  minuteBars: new Map([["SPY", minuteBars]]),
  dayBars: new Map([["SPY", dayBars]]),
  tradesOf: new Map([["SPY", tradeRows]]),
  quotesOf: new Map([["SPY", quoteRows]]),
};

/** The same data as files, with neighbours before and behind. */
function fileOf(kind: (typeof KINDS)[number], day: number): string {
  const isOf = (ms: number) => ms >= rangeOfDay(usEquity, day).from && ms < rangeOfDay(usEquity, day).to;
  if (kind === "trades" || kind === "quotes") {
    const rows = (kind === "trades" ? tradeRows : quoteRows).filter((row) => isOf(Number(timeOf(row) / 1_000_000n)));
    const columns =
      kind === "trades"
        ? ["conditions", "correction", "exchange", "price", "sequence_number", "sip_timestamp", "size"]
        : [
            ...["ask_exchange", "ask_price", "ask_size", "bid_exchange", "bid_price", "bid_size", "conditions"],
            ...["sequence_number", "sip_timestamp"],
          ];
    const lines = ["SPX", "SPY", "SPYG"].flatMap((ticker) =>
      rows.map((row) => [ticker, ...columns.map((name) => cell(row[name]))].join(",")),
    );
    return [`ticker,${columns.join(",")}`, ...lines, ""].join("\n");
  }
  const bars = (kind === "1m" ? minuteBars : dayBars).filter(({ t }) => isOf(t));
  const line = (ticker: string, { v, o, c, h, l, t, n }: RestBar) =>
    `${ticker},${v},${o},${c},${h},${l},${t}000000,${n}`;
  const lines = ["SPX", "SPY", "SPYG"].flatMap((ticker) => bars.map((bar) => line(ticker, bar)));
  return ["ticker,volume,open,close,high,low,window_start,transactions", ...lines, ""].join("\n");
}

function timeOf(row: RestTick): bigint {
  return "sip_timestamp" in row ? (row.sip_timestamp as bigint) : 0n;
}

function cell(value: unknown): string {
  return Array.isArray(value) ? (value.length > 1 ? `"${value.join(",")}"` : value.join(",")) : String(value);
}

async function open({ days = DAYS.slice(0, 2) }: { days?: readonly number[] } = {}) {
  const emulator = await emulate(TABLES);
  const objects = KINDS.flatMap((kind) => {
    const isTicks = kind === "trades" || kind === "quotes";
    const folder = flatFileFolder({
      symbol: "SPY",
      dataset: isTicks ? kind : "bars",
      timeframe: isTicks ? null : parseTimeframe(kind),
    });
    return days.map((day) => [flatFileKey(folder, day), gzipSync(fileOf(kind, day))] as const);
  });
  const bucket = await startFlatFileBucket({ objects, keys: KEYS });
  onTestFinished(() => bucket.close());
  const flatFiles = flatFileBucket({ endpoint: bucket.endpoint, keys: KEYS });
  onTestFinished(() => flatFiles.close());
  const rest = polygonRest({ ...IMPATIENT, apiKey: TEST_KEY, baseUrl: emulator.url, plan: "advanced" });
  return { connector: new PolygonConnector({ rest, flatFiles }), rest, flatFiles, emulator };
}

describe("PolygonConnector", () => {
  it("gives the same columns by every way", async () => {
    const { connector } = await open({ days: DAYS });
    const range = { symbol: "SPY", from: FROM, to: TO };
    for (const timeframe of ["1m", "1d"]) {
      const { vwap, ...overRest } = await connector.downloadAggregates({ ...range, timeframe, via: "rest" });
      expect(vwap).toBeDefined();
      expect(await connector.downloadAggregates({ ...range, timeframe, via: "flat-files" })).toEqual(overRest);
      expect(await connector.downloadAggregates({ ...range, timeframe })).toEqual(overRest);
      expect(overRest.time).toHaveLength(timeframe === "1d" ? 3 : 18);
    }
    const trades = await connector.downloadTrades({ ...range, via: "rest" });
    expect(await connector.downloadTrades({ ...range, via: "flat-files" })).toEqual(trades);
    expect([trades.length, trades.symbol]).toEqual([9, "SPY"]);
    const quotes = await connector.downloadQuotes({ ...range, via: "rest" });
    expect(await connector.downloadQuotes({ ...range, via: "flat-files" })).toEqual(quotes);
    expect(quotes.askPrice[8]).toBe(101.08);
  });

  it("takes published days from files and only the others from REST", async () => {
    const { connector, emulator } = await open();
    const bars = await connector.downloadAggregates({ symbol: "SPY", timeframe: "1d", from: FROM, to: TO });
    expect(bars.time).toEqual(Float64Array.from(DAYS, openOf));
    expect(bars.vwap).toEqual(Float64Array.of(NaN, NaN, dayBars[2]!.vw!));
    const { from } = rangeOfDay(usEquity, FIRST + 5);
    expect(emulator.requests.map((url) => url.split("?")[0])).toEqual([
      `/v2/aggs/ticker/SPY/range/1/day/${from}/${TO - 1}`,
    ]);
  });

  it("cuts files to the range, and streams consecutive parts", async () => {
    const { connector } = await open();
    const from = openOf(FIRST) + 60_000;
    const to = openOf(FIRST + 2) + 120_000;
    const request = { dataset: "bars", symbol: "SPY", timeframe: parseTimeframe("1m"), from, to } as const;
    const parts = await collect(connector.parts(request));
    expect(parts.map((part) => [part.from, part.to])).toEqual([
      [from, rangeOfDay(usEquity, FIRST).to],
      [rangeOfDay(usEquity, FIRST + 1).from, rangeOfDay(usEquity, FIRST + 1).to],
      [rangeOfDay(usEquity, FIRST + 2).from, to],
    ]);
    const bars = await connector.downloadAggregates(request);
    expect(bars.time).toEqual(
      Float64Array.from(
        minuteBars.filter(({ t }) => t >= from && t < to),
        ({ t }) => t,
      ),
    );
    expect((await connector.downloadTrades({ symbol: "NOPE", from, to })).length).toBe(0);
  });

  it("goes over REST for what no file holds, and says what is closed", async () => {
    const { connector, rest, flatFiles } = await open();
    const range = { symbol: "SPY", from: FROM, to: rangeOfDay(usEquity, FIRST).to };
    expect((await connector.downloadAggregates({ ...range, timeframe: "5m" })).time).toHaveLength(2);
    await expect(connector.downloadAggregates({ ...range, timeframe: "5m", via: "flat-files" })).rejects.toMatchObject({
      code: "BACKSIGHT_NOT_SUPPORTED",
    });
    const onlyFiles = new PolygonConnector({ flatFiles });
    expect((await onlyFiles.downloadAggregates({ ...range, timeframe: "1m" })).time).toHaveLength(6);
    await expect(onlyFiles.downloadTrades({ symbol: "SPY", from: FROM, to: TO })).rejects.toThrow(
      "no flat file of 2024-07-08 with trades of SPY",
    );
    await expect(onlyFiles.downloadTrades({ ...range, via: "rest" })).rejects.toThrow("via must be a way");
    await expect(new PolygonConnector({ rest }).downloadQuotes({ ...range, via: "flat-files" })).rejects.toThrow("via");
    await expect(new PolygonConnector({}).downloadQuotes(range)).rejects.toThrow("via must be a way");
    await expect(connector.downloadTrades({ ...range, via: "flatfiles" as "rest" })).rejects.toThrow(
      'Did you mean "flat-files"?',
    );
  });
});
