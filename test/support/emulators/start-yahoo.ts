import { usEquity } from "../../../src/market/calendar/us-equity.ts";
import { dayAt } from "../../../src/sources/cache/range-of-day.ts";
import { serve } from "../rest-server.ts";
import { barAt, type ExpectedRow } from "./hourly-market.ts";

export interface YahooEvents {
  readonly splits?: readonly { readonly time: number; readonly numerator: number; readonly denominator: number }[];
  readonly dividends?: readonly { readonly time: number; readonly amount: number }[];
}

export interface YahooEmulator {
  readonly asked: readonly string[];
  readonly faults: { isDown?: boolean };
  /** Sends requests for Yahoo's host to the emulator. */
  readonly fetch: typeof fetch;
}

/** When the emulator's market began. */
const LISTED = Date.UTC(2019, 0, 1);

/** Daily bars of the US sessions that open in [from, to). */
export function sessionBars(from: number, to: number): ExpectedRow[] {
  const first = dayAt(usEquity, Math.max(from, LISTED));
  return [...usEquity.sessions(first, dayAt(usEquity, to) + 1)]
    .map((day) => barAt(usEquity.open(day), usEquity.close(day)))
    .filter(([time]) => time >= from && time < to);
}

/** What Yahoo divides a close by for dividends, in the emulator: half of every price. */
export const ADJUSTED = 0.5;

/**
 * Yahoo's chart address for the length of a test: daily bars of AAPL and no other symbol. A holiday has a row of nulls;
 * the session that is going on has a row of its last price, as at Yahoo's.
 */
export async function startYahoo(now: () => number, events: YahooEvents = {}): Promise<YahooEmulator> {
  const faults: { isDown?: boolean } = {};
  const server = await serve((request, response) => {
    const url = new URL(request.url ?? "", "http://emulator");
    const json = (status: number, chart: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ chart }));
    if (faults.isDown === true) return response.writeHead(503).end("busy");
    if (url.pathname !== "/v8/finance/chart/AAPL") {
      const error = { code: "Not Found", description: "No data found, symbol may be delisted" };
      return json(404, { result: null, error });
    }
    const seconds = (key: string) => Number(url.searchParams.get(key));
    const rows = sessionBars(seconds("period1") * 1000, Math.min(seconds("period2") * 1000, now()));
    const column = (at: number) => [...rows.map((row) => row[at]!), null];
    const result = {
      meta: metaOf(),
      timestamp: [...rows.map(([time]) => time / 1000), (rows.at(-1)?.[0] ?? now()) / 1000 + 1],
      events: {
        splits: byTime(events.splits, ({ time, ...rest }) => ({
          date: time / 1000,
          ...rest,
          splitRatio: `${rest.numerator}:${rest.denominator}`,
        })),
        dividends: byTime(events.dividends, ({ time, amount }) => ({ date: time / 1000, amount })),
      },
      indicators: {
        quote: [{ open: column(2), high: column(3), low: column(4), close: column(5), volume: column(6) }],
        adjclose: [{ adjclose: column(5).map((close) => close && close * ADJUSTED) }],
      },
    };
    return json(200, { result: [result], error: null });
  });
  return {
    asked: server.asked,
    faults,
    fetch: (input, init) => fetch(String(input).replace(/^https:\/\/[^/]+/, server.url), init ?? {}),
  };
}

function byTime<T extends { readonly time: number }>(all: readonly T[] = [], shape: (one: T) => unknown) {
  return Object.fromEntries(all.map((one) => [String(one.time / 1000), shape(one)]));
}

function metaOf() {
  const period = { timezone: "EST", start: 1_700_000_000, end: 1_700_020_000, gmtoffset: -18_000 };
  return {
    currency: "USD",
    symbol: "AAPL",
    exchangeName: "NMS",
    instrumentType: "EQUITY",
    firstTradeDate: 345_479_400,
    regularMarketTime: 1_700_000_000,
    gmtoffset: -18_000,
    timezone: "EST",
    exchangeTimezoneName: "America/New_York",
    regularMarketPrice: 100,
    priceHint: 2,
    currentTradingPeriod: { pre: period, regular: period, post: period },
    dataGranularity: "1d",
    range: "",
    validRanges: ["1d", "max"],
  };
}
