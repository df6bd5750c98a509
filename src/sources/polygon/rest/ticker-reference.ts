import { BacksightError } from "../../../core/errors.ts";
import type { FetchContext } from "../../../data/market-data/data-source.ts";
import { dateOfDay, type SessionDay } from "../../../market/calendar/calendar.ts";
import { AnswerFields } from "./answer-fields.ts";
import { isJsonObject, type JsonObject } from "./rest-answer.ts";
import type { PolygonRestClient } from "./rest-client.ts";
import { restTickerOf, symbolOfRestTicker } from "./rest-symbol.ts";

/** A line of the vendor's ticker list; null where it says nothing. */
export interface ListedTicker {
  /** In the canonical spelling. */
  readonly symbol: string;
  readonly name: string | null;
  /** stocks, crypto, fx, otc, indices */
  readonly market: string | null;
  /** CS, ETF, ADRC …; missing for many before 2019. */
  readonly type: string | null;
  /** The primary exchange's MIC. */
  readonly exchange: string | null;
  readonly isActive: boolean;
  readonly delistedOn: SessionDay | null;
  /** What stays the same when a ticker changes hands or names. */
  readonly compositeFigi: string | null;
  readonly shareClassFigi: string | null;
}

export interface TickerQuery {
  /** The list as it was on a day; today's without it. */
  readonly day?: SessionDay;
  readonly market?: "stocks" | "crypto" | "fx" | "otc" | "indices";
  readonly type?: string;
  readonly symbol?: string;
  /** False: those that were delisted by then. A ticker that was renamed is in neither list, only in that of an earlier day. */
  readonly isActive?: boolean;
}

const LIMIT = 1000;

/**
 * The tickers that were listed on a day, ascending: a universe without survivors' bias, when asked for each day with
 * `isActive` true.
 *
 * @throws {BacksightError} as `PolygonRestClient.get`
 */
export async function fetchTickers(
  client: PolygonRestClient,
  { day, market, type, symbol, isActive = true }: TickerQuery,
  { signal }: FetchContext,
): Promise<readonly ListedTicker[]> {
  const what = day === undefined ? "the ticker list" : `the ticker list of ${dateOfDay(day)}`;
  const fields = new AnswerFields({ host: client.host, what });
  const query = {
    date: day === undefined ? undefined : dateOfDay(day),
    ticker: symbol === undefined ? undefined : restTickerOf(symbol),
    market,
    type,
    active: isActive,
    sort: "ticker",
    order: "asc",
    limit: LIMIT,
  };
  const rows = await client.all("/v3/reference/tickers", query, { what, signal });
  return rows.map((row) => ({
    symbol: symbolOfRestTicker(fields.text(row, "ticker")),
    name: textOrNull(row, "name"),
    market: textOrNull(row, "market"),
    type: textOrNull(row, "type"),
    exchange: textOrNull(row, "primary_exchange"),
    isActive: row.active !== false,
    delistedOn: dayOrNull(row, "delisted_utc", fields),
    compositeFigi: textOrNull(row, "composite_figi"),
    shareClassFigi: textOrNull(row, "share_class_figi"),
  }));
}

/** From a day on, a company's shares traded under a ticker. */
export interface TickerChange {
  readonly day: SessionDay;
  readonly symbol: string;
}

/**
 * The names under which the shares traded that bear a ticker now, ascending by day: FB from 2012-05-18, META from
 * 2022-06-09. Earlier bearers of the same ticker aren't among them. Empty for a ticker that nobody bears now.
 *
 * @throws {BacksightError} as `PolygonRestClient.get`
 */
export async function fetchTickerChanges(
  client: PolygonRestClient,
  symbol: string,
  { signal }: FetchContext,
): Promise<readonly TickerChange[]> {
  const what = `the ticker changes of ${symbol}`;
  const fields = new AnswerFields({ host: client.host, what });
  const path = `/vX/reference/tickers/${encodeURIComponent(restTickerOf(symbol))}/events`;
  let body: unknown;
  try {
    body = await client.get(path, { types: "ticker_change" }, { what, signal });
  } catch (error) {
    if (error instanceof BacksightError && error.code === "BACKSIGHT_REMOTE_ABSENT") return [];
    throw error;
  }
  const results = isJsonObject(body) && isJsonObject(body.results) ? body.results : {};
  const events: unknown[] = Array.isArray(results.events) ? results.events : fields.damaged("it holds no events");
  return events
    .filter(isJsonObject)
    .filter((event) => isJsonObject(event.ticker_change))
    .map((event) => ({
      day: fields.day(event, "date"),
      symbol: symbolOfRestTicker(fields.text(event.ticker_change as JsonObject, "ticker")),
    }))
    .sort((a, b) => a.day - b.day);
}

function textOrNull(row: JsonObject, name: string): string | null {
  const value = row[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** The date of an instant such as 2022-06-09T00:00:00Z. */
function dayOrNull(row: JsonObject, name: string, fields: AnswerFields): SessionDay | null {
  const text = textOrNull(row, name);
  return text === null ? null : fields.day({ [name]: text.slice(0, 10) }, name);
}
