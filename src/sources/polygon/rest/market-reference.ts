import type { FetchContext } from "../../../data/market-data/data-source.ts";
import { dateOfDay, type SessionDay } from "../../../market/calendar/calendar.ts";
import { AnswerFields } from "./answer-fields.ts";
import { isJsonObject, type JsonObject } from "./rest-answer.ts";
import type { PolygonRestClient } from "./rest-client.ts";

/** A day on which an exchange keeps other hours than usual. */
export interface MarketHoliday {
  readonly day: SessionDay;
  readonly exchange: string;
  readonly name: string;
  /** Epoch milliseconds of a shortened day's open and close; null: closed all day. */
  readonly hours: { readonly open: number; readonly close: number } | null;
}

/**
 * The holidays and early closes to come, as the vendor lists them, one for each exchange; it keeps none of the past.
 *
 * @throws {BacksightError} as `PolygonRestClient.get`
 */
export async function fetchUpcomingHolidays(
  client: PolygonRestClient,
  { signal }: FetchContext,
): Promise<readonly MarketHoliday[]> {
  const what = "the coming holidays";
  const fields = new AnswerFields({ host: client.host, what });
  const body = await client.get("/v1/marketstatus/upcoming", {}, { what, signal });
  if (!Array.isArray(body) || !body.every(isJsonObject)) return fields.damaged("it is no list");
  return body.map((row) => ({
    day: fields.day(row, "date"),
    exchange: fields.text(row, "exchange"),
    name: fields.text(row, "name"),
    hours:
      fields.text(row, "status") === "closed" ? null : { open: instant(row, "open"), close: instant(row, "close") },
  }));

  function instant(row: JsonObject, name: string): number {
    const time = Date.parse(fields.text(row, name));
    return Number.isNaN(time) ? fields.damaged(`${name} is no time: ${fields.text(row, name)}`) : time;
  }
}

/** What a condition code of a trade or quote means, and what such a trade may change in a consolidated bar. */
export interface TickCondition {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  /** "trade", "bbo", "nbbo": ids are unique within each only. */
  readonly dataTypes: readonly string[];
  /** Null where the vendor gives no rules. */
  readonly updates: { readonly highLow: boolean; readonly openClose: boolean; readonly volume: boolean } | null;
  readonly isLegacy: boolean;
}

const LIMIT = 1000;

/** All condition codes of an asset class. @throws {BacksightError} as `PolygonRestClient.get` */
export async function fetchConditions(
  client: PolygonRestClient,
  assetClass: "stocks" | "options" | "crypto" | "fx",
  { signal }: FetchContext,
): Promise<readonly TickCondition[]> {
  const what = `the conditions of ${assetClass}`;
  const fields = new AnswerFields({ host: client.host, what });
  const query = { asset_class: assetClass, limit: LIMIT };
  const rows = await client.all("/v3/reference/conditions", query, { what, signal });
  return rows.map((row) => ({
    id: fields.code(row, "id", 65_535),
    name: fields.text(row, "name"),
    type: fields.text(row, "type"),
    dataTypes: Array.isArray(row.data_types) ? row.data_types.map(String) : [],
    updates: updatesOf(row),
    isLegacy: row.legacy === true,
  }));
}

function updatesOf({ update_rules: rules }: JsonObject): TickCondition["updates"] {
  const consolidated = isJsonObject(rules) ? rules.consolidated : undefined;
  if (!isJsonObject(consolidated)) return null;
  return {
    highLow: consolidated.updates_high_low === true,
    openClose: consolidated.updates_open_close === true,
    volume: consolidated.updates_volume === true,
  };
}

/** Whom an exchange number in trades and quotes stands for. */
export interface TickExchange {
  readonly id: number;
  readonly name: string;
  /** exchange, TRF, SIP, ORF */
  readonly type: string;
  readonly mic: string | null;
}

/** The exchanges of an asset class. @throws {BacksightError} as `PolygonRestClient.get` */
export async function fetchExchanges(
  client: PolygonRestClient,
  assetClass: "stocks" | "options" | "crypto" | "fx",
  { signal }: FetchContext,
): Promise<readonly TickExchange[]> {
  const what = `the exchanges of ${assetClass}`;
  const fields = new AnswerFields({ host: client.host, what });
  const query = { asset_class: assetClass, limit: LIMIT };
  const rows = await client.all("/v3/reference/exchanges", query, { what, signal });
  return rows.map((row) => ({
    id: fields.code(row, "id", 65_535),
    name: fields.text(row, "name"),
    type: fields.text(row, "type"),
    mic: typeof row.mic === "string" ? row.mic : null,
  }));
}

/** The raw bars of one session of every stock that traded, as columns of one length; the order is the vendor's. */
export interface GroupedDay {
  readonly day: SessionDay;
  readonly symbols: readonly string[];
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** NaN where unknown. */
  readonly vwap: Float64Array;
  readonly transactions: Float64Array;
}

/** One request for the whole market's day; empty for a day without a session. @throws {BacksightError} as `PolygonRestClient.get` */
export async function fetchGroupedDay(
  client: PolygonRestClient,
  day: SessionDay,
  { signal }: FetchContext,
): Promise<GroupedDay> {
  const what = `all stocks' bars of ${dateOfDay(day)}`;
  const fields = new AnswerFields({ host: client.host, what });
  const path = `/v2/aggs/grouped/locale/us/market/stocks/${dateOfDay(day)}`;
  const rows = await client.all(path, { adjusted: false }, { what, signal });
  const column = (name: string) => Float64Array.from(rows, (row) => fields.number(row, name));
  const optional = (name: string) => Float64Array.from(rows, (row) => fields.numberOrNaN(row, name));
  return {
    day,
    symbols: rows.map((row) => fields.text(row, "T")),
    open: column("o"),
    high: column("h"),
    low: column("l"),
    close: column("c"),
    volume: optional("v"),
    vwap: optional("vw"),
    transactions: optional("n"),
  };
}
