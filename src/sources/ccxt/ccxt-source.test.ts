import { describe, expect, it } from "vitest";
import { DAY, HOUR, hourlyBars } from "../../../test/support/emulators/hourly-market.ts";
import { startBinance } from "../../../test/support/emulators/start-binance.ts";
import { describeSourceContract, rowsOf, throughCache } from "../../../test/support/source-contract.ts";
import type { DataPart, InstrumentSource, VendorBars } from "../../data/market-data/data-source.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { ccxtSource } from "./ccxt-source.ts";
import { type CcxtExchange, loadCcxt } from "./load-ccxt.ts";

const LISTED = Date.UTC(2024, 10, 15, 3);
const NOW = Date.UTC(2025, 0, 10, 10, 30);
const QUICK = { retry: { attempts: 2, baseMs: 1, maxMs: 2 }, now: () => NOW };

// The package itself, which speaks with the emulator as with the exchange.
describeSourceContract("ccxt", async () => {
  const emulator = await startBinance({ listed: LISTED, now: () => NOW });
  const api = `${emulator.url}/api/v3`;
  const binance = {
    urls: { api: { public: api, private: api, v1: api } },
    options: { fetchMarkets: { types: ["spot"] }, fetchCurrencies: false },
    rateLimit: 1,
    timeout: 5000,
  };
  const source = ccxtSource({ ...QUICK, exchanges: { binance } });
  const place = { symbol: "binance:BTC/USDT", timeframe: "1h", now: () => NOW };
  const unknown = throughCache(source, { ...place, symbol: "binance:BTX/USDT" });
  const [from, to] = [Date.UTC(2024, 11, 5, 7), Date.UTC(2025, 0, 9, 5)];
  return {
    load: throughCache(source, place),
    loadUnknown: () => unknown(from, to),
    expected: hourlyBars,
    from,
    to,
    requests: () => emulator.asked.length,
    setDown: (isDown) => {
      emulator.faults.isDown = isDown;
    },
    latest: { from: NOW - DAY, to: NOW + DAY, now: NOW },
    source: { source, symbol: place.symbol, timeframe: "1h" },
  };
});

interface FakeExchange {
  readonly source: InstrumentSource;
  readonly asked: (number | undefined)[];
}

/** An exchange whose answers a test makes. */
function fake(
  answer: (since: number, limit: number) => readonly (readonly unknown[])[],
  rest: Partial<CcxtExchange> = {},
): FakeExchange {
  const asked: (number | undefined)[] = [];
  const exchange: CcxtExchange = {
    id: "odd",
    has: { fetchOHLCV: true },
    timeframes: { "1h": "60", "1M": "month" },
    features: { spot: { fetchOHLCV: { limit: 50 } } },
    markets: { "BTC/USD": {} },
    loadMarkets: async () => ({}),
    fetchOHLCV: async (_pair, _timeframe, since = 0, limit = 0) => {
      asked.push(since);
      return answer(since, limit);
    },
    ...rest,
  };
  const load = async () => ({ exchanges: ["odd"], open: () => exchange });
  return { source: ccxtSource({ ...QUICK, load }), asked };
}

async function partsOf(source: InstrumentSource, from: number, to: number, symbol = "odd:BTC/USD", label = "1h") {
  const request = { source: "ccxt", dataset: "bars", symbol, timeframe: parseTimeframe(label), from, to } as const;
  const parts: DataPart[] = [];
  for await (const part of source.fetch(request, {})) parts.push(part);
  return parts;
}

const rowsOfParts = (parts: readonly DataPart[]) => parts.flatMap(({ data }) => rowsOf(data.rows as VendorBars));
const ohlcv = (from: number, to: number) => hourlyBars(from, to).map(([time, , ...rest]) => [time, ...rest]);
const START = Date.UTC(2025, 0, 1);

describe("ccxtSource", () => {
  it("passes over a stretch without bars where an exchange answers by stretches of time", async () => {
    const reopens = START + 4 * DAY;
    const trades = (from: number, to: number) => [
      ...ohlcv(from, Math.min(to, START + DAY)),
      ...ohlcv(Math.max(from, reopens), to),
    ];
    const { source } = fake((since, limit) => trades(since, since + limit * HOUR));
    const parts = await partsOf(source, START, START + 6 * DAY);
    expect(rowsOfParts(parts)).toEqual([...hourlyBars(START, START + DAY), ...hourlyBars(reopens, START + 6 * DAY)]);
    expect(parts.at(-1)!.to).toBe(START + 6 * DAY);
  });

  it("refuses the latest bars for an earlier time, and takes them for their own", async () => {
    const latest = ohlcv(NOW - 5 * DAY, NOW);
    const { source } = fake(() => latest);
    await expect(partsOf(source, START - 100 * DAY, NOW)).rejects.toMatchObject({
      code: "BACKSIGHT_REMOTE_WINDOW",
      message: expect.stringContaining("The earliest that it gave opens at 2025-01-05T11:00:00Z."),
    });
    const from = NOW - 5 * DAY;
    expect(rowsOfParts(await partsOf(source, from, NOW)).at(-1)![0]).toBe(Date.UTC(2025, 0, 10, 9));
  });

  it("takes a late first bar for the listing where the exchange goes on from the start", async () => {
    const { source } = fake((since, limit) => ohlcv(Math.max(since, START), NOW).slice(0, limit));
    const parts = await partsOf(source, START - 100 * DAY, START + 9 * DAY);
    expect(rowsOfParts(parts)).toEqual(hourlyBars(START, START + 9 * DAY));
  });

  it("sorts rows, keeps a repeated one once, and knows an absent volume", async () => {
    const [a, b] = ohlcv(START, START + 2 * HOUR);
    const { source } = fake(() => [b!, a!.slice(0, 5), b!]);
    const rows = rowsOfParts(await partsOf(source, START, START + 2 * HOUR));
    expect(rows.map(([time]) => time)).toEqual([START, START + HOUR]);
    expect(rows[0]![6]).toBeNaN();
  });

  it("ends a month's bar with the month", async () => {
    const { source } = fake((since) => (since <= Date.UTC(2024, 1, 1) ? [[Date.UTC(2024, 1, 1), 1, 2, 1, 2, 5]] : []));
    const [row] = rowsOfParts(await partsOf(source, Date.UTC(2024, 1, 1), Date.UTC(2024, 3, 1), "odd:BTC/USD", "1mo"));
    expect(row![1]).toBe(Date.UTC(2024, 2, 1));
  });

  it.each([
    ["odd:BTC/USD", [[[START, 1, 2, "one", 1, 5]]], "BACKSIGHT_REMOTE_DAMAGED", '"one"'],
    [
      "odd:BTC/USD",
      [
        [
          [START, 1, 2, 1, 1, 5],
          [START, 1, 2, 1, 2, 5],
        ],
      ],
      "BACKSIGHT_REMOTE_DAMAGED",
      "two different bars",
    ],
    ["odd:BTX/USD", [[]], "BACKSIGHT_REMOTE_ABSENT", 'Did you mean "BTC/USD"?'],
    ["odx:BTC/USD", [[]], "BACKSIGHT_OPTION_UNKNOWN", 'Did you mean "odd"?'],
    ["BTC/USD", [[]], "BACKSIGHT_ARGUMENT", "an exchange and a pair"],
  ])("refuses %s of %j", async (symbol, [rows], code, says) => {
    const { source } = fake(() => rows!);
    await expect(partsOf(source, START, START + DAY, symbol)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });

  it("refuses an exchange without history of its own", async () => {
    const { source } = fake(() => [], { has: { fetchOHLCV: "emulated" } });
    await expect(partsOf(source, START, NOW)).rejects.toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
  });

  it("names a pair's currency", () => {
    const { source } = fake(() => []);
    expect(source.factsOf("kraken:BTC/EUR").instrument).toMatchObject({ symbol: "kraken:BTC/EUR", currency: "EUR" });
    expect(source.factsOf("okx:BTC/USDT:USDT").instrument.currency).toBe("USDT");
  });
});

it("says how to get the package where it is absent", async () => {
  await expect(loadCcxt(() => Promise.reject(new Error("Cannot find package")))).rejects.toMatchObject({
    code: "BACKSIGHT_MISSING_PACKAGE",
    message: "Asking exchanges needs the package ccxt. npm i ccxt",
  });
});
