import { dateOfDay } from "../../../../market/calendar/calendar.ts";
import { dayAt } from "../../../cache/range-of-day.ts";
import type { JsonObject } from "../../rest/rest-answer.ts";
import type { RestMarket } from "./rest-market.ts";
import { filtered, NOT_FOUND, ok, pageReply, type RestAsk, type RestReply } from "./rest-reply.ts";

/** Where splits and dividends are found: at the newer address, and at the older one that still answers. */
const ACTIONS = {
  splits: { fields: ["ticker", "execution_date", "adjustment_type"], date: "execution_date" },
  dividends: { fields: ["ticker", "ex_dividend_date", "frequency", "distribution_type"], date: "ex_dividend_date" },
} as const;

const LIMITS_NEW = { usual: 100, most: 5000 };
const LIMITS_OLD = { usual: 10, most: 1000 };
const LIMITS_TICKERS = { usual: 100, most: 1000 };

/**
 * Splits or dividends, the latest first. The newer addresses ignore `order` and know `sort=execution_date.asc`; the
 * older ones know `order`.
 */
export function actionsReply(
  kind: "splits" | "dividends",
  isNew: boolean,
  ask: RestAsk,
  market: RestMarket,
): RestReply {
  const { fields, date } = ACTIONS[kind];
  const rows: JsonObject[] = filtered<JsonObject>(market[kind], fields, ask.query);
  const isAscending = isNew ? ask.query.get("sort") === `${date}.asc` : ask.query.get("order") === "asc";
  const sign = isAscending ? 1 : -1;
  rows.sort((a, b) => (String(a[date]) < String(b[date]) ? -sign : sign));
  return pageReply(rows, ask, isNew ? LIMITS_NEW : LIMITS_OLD);
}

/** The tickers that were listed on `date`, today by default; delisted ones under `active=false`. */
export function tickersReply(ask: RestAsk, market: RestMarket): RestReply {
  const date = ask.query.get("date") ?? dateOfDay(dayAt({ timeZone: "America/New_York" }, ask.now));
  const wantsActive = ask.query.get("active") !== "false";
  const rows: JsonObject[] = market.tickers
    .filter(
      ({ listed = "", delisted }) => listed <= date && (delisted === undefined || date < delisted) === wantsActive,
    )
    .map(({ row, delisted }) => ({ ...row, active: wantsActive, ...(!wantsActive && { delisted_utc: delisted }) }));
  const wanted = filtered(rows, ["ticker", "market", "type", "exchange", "cik"], ask.query);
  wanted.sort((a, b) => (String(a.ticker) < String(b.ticker) ? -1 : 1));
  return pageReply(wanted, ask, LIMITS_TICKERS);
}

/** The names that whoever holds a ticker now has had. */
export function eventsReply(ticker: string, market: RestMarket): RestReply {
  const results = market.events.get(ticker);
  return results === undefined ? NOT_FOUND : ok({ results });
}

/** Conditions or exchanges: ten to a page unless more are asked for. */
export function tableReply(rows: readonly JsonObject[], ask: RestAsk): RestReply {
  return pageReply(filtered(rows, ["asset_class", "data_type", "id"], ask.query), ask, LIMITS_OLD);
}
