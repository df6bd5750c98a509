import { describe, expect, it } from "vitest";
import { barAt, emulate, IMPATIENT } from "../../../../test/support/polygon-rest.ts";
import { serveText } from "../../../../test/support/rest-server.ts";
import { dayOfDate } from "../../../market/calendar/calendar.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import type { PolygonRestEmulator } from "../emulator/rest/start-polygon-rest.ts";
import { fetchPolygonActions } from "./fetch-actions.ts";
import { fetchConditions, fetchExchanges, fetchGroupedDay, fetchUpcomingHolidays } from "./market-reference.ts";
import { PolygonRestClient } from "./rest-client.ts";
import { fetchTickerChanges, fetchTickers } from "./ticker-reference.ts";

function clientOf({ url }: Pick<PolygonRestEmulator, "url">): PolygonRestClient {
  return new PolygonRestClient({ ...IMPATIENT, baseUrl: url });
}

describe("splits and dividends", () => {
  // Apple's, from its own announcements.
  const splits = [
    { id: "b", ticker: "AAPL", execution_date: "2020-08-31", split_from: 1, split_to: 4 },
    { id: "a", ticker: "AAPL", execution_date: "2014-06-09", split_from: 1, split_to: 7 },
    { id: "c", ticker: "GOOGL", execution_date: "2022-07-18", split_from: 1, split_to: 20 },
    { id: "d", ticker: "AAPL", execution_date: "2020-08-07", split_from: 1, split_to: 1.05 },
  ];
  const dividends = [
    { id: "e", ticker: "AAPL", ex_dividend_date: "2020-08-07", cash_amount: 0.82, currency: "usd" },
    { id: "f", ticker: "AAPL", ex_dividend_date: "2020-11-06", cash_amount: 0.205, currency: "USD" },
  ];

  it("come in the order of days, splits first, as ratios of whole numbers", async () => {
    const emulator = await emulate({ splits, dividends });
    expect(await fetchPolygonActions(clientOf(emulator), "AAPL", {})).toEqual([
      { kind: "split", day: dayOfDate(2014, 6, 9), from: 1, to: 7 },
      { kind: "split", day: dayOfDate(2020, 8, 7), from: 20, to: 21 },
      { kind: "dividend", day: dayOfDate(2020, 8, 7), amount: 0.82, currency: "USD" },
      { kind: "split", day: dayOfDate(2020, 8, 31), from: 1, to: 4 },
      { kind: "dividend", day: dayOfDate(2020, 11, 6), amount: 0.205, currency: "USD" },
    ]);
    expect(emulator.requests).toHaveLength(2);
  });

  it("are the same from the older addresses, page by page, where the newer aren't there", async () => {
    const many = Array.from({ length: 2500 }, (_, i) => ({
      id: `n${i}`,
      ticker: "AAPL",
      ex_dividend_date: new Date(86_400_000 * i).toISOString().slice(0, 10),
      cash_amount: i,
      currency: "USD",
    }));
    const tables = { splits, dividends: many };
    const [newer, older] = [await emulate(tables), await emulate(tables, { hasNewActions: false })];
    const expected = await fetchPolygonActions(clientOf(newer), "AAPL", {});
    expect(expected).toHaveLength(2503);
    expect(await fetchPolygonActions(clientOf(older), "AAPL", {})).toEqual(expected);
    expect(older.requests.map((url) => url.split("?")[0])).toEqual([
      "/stocks/v1/splits",
      "/v3/reference/splits",
      "/stocks/v1/dividends",
      "/v3/reference/dividends",
      "/v3/reference/dividends",
      "/v3/reference/dividends",
    ]);
  });

  it("of pairs and options aren't asked for", async () => {
    const emulator = await emulate({});
    expect(await fetchPolygonActions(clientOf(emulator), "X:BTC-USD", {})).toEqual([]);
    expect(emulator.requests).toEqual([]);
  });

  it("that can't be are refused", async () => {
    const wrong = { ticker: "A", execution_date: "2020-08-31", split_from: 0, split_to: 4 };
    const client = clientOf(await emulate({ splits: [wrong] }));
    await expect(fetchPolygonActions(client, "A", {})).rejects.toThrow("a split from 0 to 4");
  });
});

describe("tickers", () => {
  const row = (ticker: string, rest: object = {}) => ({ ticker, name: `${ticker} Inc`, market: "stocks", ...rest });
  const tickers = [
    { row: row("FB", { type: "CS", primary_exchange: "XNAS" }), delisted: "2022-06-09" },
    { row: row("META", { type: "CS", share_class_figi: "BBG001SQCQC5" }), listed: "2022-06-09" },
    { row: row("KIMpL") },
    { row: { ticker: "X:BTCUSD", market: "crypto" } },
  ];

  it("are those of a day", async () => {
    const client = clientOf(await emulate({ tickers }));
    const symbolsOn = async (day: number, isActive = true) =>
      (await fetchTickers(client, { day, isActive }, {})).map(({ symbol }) => symbol);
    expect(await symbolsOn(dayOfDate(2022, 6, 8))).toEqual(["FB", "KIMpL", "X:BTC-USD"]);
    expect(await symbolsOn(dayOfDate(2022, 6, 9))).toEqual(["KIMpL", "META", "X:BTC-USD"]);
    expect(await fetchTickers(client, { day: dayOfDate(2022, 6, 9), isActive: false }, {})).toEqual([
      {
        symbol: "FB",
        name: "FB Inc",
        market: "stocks",
        type: "CS",
        exchange: "XNAS",
        isActive: false,
        delistedOn: dayOfDate(2022, 6, 9),
        compositeFigi: null,
        shareClassFigi: null,
      },
    ]);
    expect(await fetchTickers(client, { symbol: "X:BTC-USD" }, {})).toMatchObject([{ market: "crypto" }]);
    expect(await symbolsOn(dayOfDate(2022, 6, 9), true)).toHaveLength(3);
  });

  it("come page by page", async () => {
    const many = Array.from({ length: 2345 }, (_, i) => ({ row: row(`T${String(i).padStart(5, "0")}`) }));
    const emulator = await emulate({ tickers: many });
    expect(await fetchTickers(clientOf(emulator), { market: "stocks" }, {})).toHaveLength(2345);
    expect(emulator.requests).toHaveLength(3);
  });

  it("change: FB from 2012-05-18, META from 2022-06-09", async () => {
    const events = {
      name: "Meta Platforms, Inc.",
      events: [
        { ticker_change: { ticker: "META" }, type: "ticker_change", date: "2022-06-09" },
        { ticker_change: { ticker: "FB" }, type: "ticker_change", date: "2012-05-18" },
      ],
    };
    const client = clientOf(await emulate({ events: new Map([["META", events]]) }));
    expect(await fetchTickerChanges(client, "META", {})).toEqual([
      { day: dayOfDate(2012, 5, 18), symbol: "FB" },
      { day: dayOfDate(2022, 6, 9), symbol: "META" },
    ]);
    expect(await fetchTickerChanges(client, "FB", {})).toEqual([]);
  });
});

describe("the market", () => {
  it("tells its holidays and early closes to come", async () => {
    const holidays = [
      { exchange: "NYSE", name: "Thanksgiving", date: "2026-11-26", status: "closed" },
      {
        exchange: "NASDAQ",
        name: "Thanksgiving",
        date: "2026-11-27",
        status: "early-close",
        open: "2026-11-27T14:30:00.000Z",
        close: "2026-11-27T18:00:00.000Z",
      },
    ];
    const day = dayOfDate(2026, 11, 27);
    expect(await fetchUpcomingHolidays(clientOf(await emulate({ holidays })), {})).toEqual([
      { day: day - 1, exchange: "NYSE", name: "Thanksgiving", hours: null },
      {
        day,
        exchange: "NASDAQ",
        name: "Thanksgiving",
        hours: { open: usEquity.open(day), close: usEquity.close(day) },
      },
    ]);
    await expect(fetchUpcomingHolidays(clientOf(await serveText(200, "{}")), {})).rejects.toThrow("it is no list");
  });

  it("tells its conditions, with what they may change, and its exchanges", async () => {
    const rules = { updates_high_low: false, updates_open_close: false, updates_volume: true };
    const odd = { id: 37, name: "Odd Lot Trade", type: "sale_condition", data_types: ["trade"], asset_class: "stocks" };
    const conditions = [
      { ...odd, update_rules: { consolidated: rules, market_center: rules } },
      ...Array.from({ length: 1200 }, (_, i) => ({ ...odd, id: 100 + i, legacy: true })),
    ];
    const exchanges = [
      { id: 12, name: "Nasdaq", type: "exchange", mic: "XNAS", asset_class: "stocks" },
      { id: 1, name: "Coinbase", type: "exchange", asset_class: "crypto" },
    ];
    const client = clientOf(await emulate({ conditions, exchanges }));
    const all = await fetchConditions(client, "stocks", {});
    expect(all).toHaveLength(1201);
    expect(all.slice(0, 2)).toEqual([
      {
        id: 37,
        name: "Odd Lot Trade",
        type: "sale_condition",
        dataTypes: ["trade"],
        updates: { highLow: false, openClose: false, volume: true },
        isLegacy: false,
      },
      { id: 100, name: "Odd Lot Trade", type: "sale_condition", dataTypes: ["trade"], updates: null, isLegacy: true },
    ]);
    expect(await fetchExchanges(client, "stocks", {})).toEqual([
      { id: 12, name: "Nasdaq", type: "exchange", mic: "XNAS" },
    ]);
    expect(await fetchExchanges(client, "crypto", {})).toMatchObject([{ mic: null }]);
  });

  it("gives a whole day's bars in one request", async () => {
    const day = dayOfDate(2024, 5, 1);
    const bar = barAt(usEquity.open(day) - 570 * 60_000);
    const emulator = await emulate({
      tickers: [{ row: { ticker: "AAPL" } }, { row: { ticker: "MSFT" } }],
      dayBars: new Map([["AAPL", [bar]]]),
    });
    expect(await fetchGroupedDay(clientOf(emulator), day, {})).toMatchObject({
      symbols: ["AAPL"],
      close: Float64Array.of(bar.c),
      vwap: Float64Array.of(bar.vw!),
      transactions: Float64Array.of(7),
    });
    expect((await fetchGroupedDay(clientOf(emulator), day + 1, {})).symbols).toEqual([]);
    expect(emulator.requests[0]).toBe("/v2/aggs/grouped/locale/us/market/stocks/2024-05-01?adjusted=false");
  });
});
