import { BacksightError } from "../../../core/errors.ts";
import type { FetchContext } from "../../../data/market-data/data-source.ts";
import type { CashDividend, CorporateAction, Split } from "../../../market/corporate-action.ts";
import { assetClassOf } from "../asset-class.ts";
import { AnswerFields } from "./answer-fields.ts";
import { exactRatio } from "./exact-ratio.ts";
import type { JsonObject } from "./rest-answer.ts";
import type { PolygonRestClient, RestQuery } from "./rest-client.ts";

/** The newer address of a list; the older one still answers where that isn't there. Their fields in use are the same. */
const LISTS = {
  splits: {
    newer: "/stocks/v1/splits",
    query: { sort: "execution_date.asc" },
    older: "/v3/reference/splits",
    olderQuery: { sort: "execution_date", order: "asc" },
  },
  dividends: {
    newer: "/stocks/v1/dividends",
    query: { sort: "ex_dividend_date.asc" },
    older: "/v3/reference/dividends",
    olderQuery: { sort: "ex_dividend_date", order: "asc" },
  },
} as const;
const NEWER_LIMIT = 5000;
const OLDER_LIMIT = 1000;

/**
 * All splits and dividends of a ticker that are known, ascending by day, a day's splits first; of whoever bore the ticker.
 * Splits are ratios of whole numbers; dividends are per share as held on their day. None for what isn't a stock. What
 * is announced for days to come is among them.
 *
 * @throws {BacksightError} as `PolygonRestClient.get`
 */
export async function fetchPolygonActions(
  client: PolygonRestClient,
  symbol: string,
  context: FetchContext,
): Promise<readonly CorporateAction[]> {
  if (assetClassOf(symbol) !== "stocks") return [];
  const fieldsOf = (what: string) => new AnswerFields({ host: client.host, what: `${what} of ${symbol}` });
  const splits = await list(client, "splits", symbol, context);
  const dividends = await list(client, "dividends", symbol, context);
  const actions: CorporateAction[] = [
    ...splits.map((row) => splitOf(row, fieldsOf("splits"))),
    ...dividends.map((row) => dividendOf(row, fieldsOf("dividends"))),
  ];
  return actions.sort((a, b) => a.day - b.day || Number(b.kind === "split") - Number(a.kind === "split"));
}

async function list(
  client: PolygonRestClient,
  kind: keyof typeof LISTS,
  symbol: string,
  { signal }: FetchContext,
): Promise<JsonObject[]> {
  const { newer, query, older, olderQuery } = LISTS[kind];
  const all = (path: string, rest: RestQuery) =>
    client.all(path, { ticker: symbol, ...rest }, { what: `${kind} of ${symbol}`, signal });
  let rows: JsonObject[];
  try {
    rows = await all(newer, { ...query, limit: NEWER_LIMIT });
  } catch (error) {
    if (!(error instanceof BacksightError) || error.code !== "BACKSIGHT_REMOTE_ABSENT") throw error;
    rows = await all(older, { ...olderQuery, limit: OLDER_LIMIT });
  }
  // Pages of a list that grows meanwhile may repeat a row.
  return [...new Map(rows.map((row, i) => [typeof row.id === "string" ? row.id : i, row])).values()];
}

function splitOf(row: JsonObject, fields: AnswerFields): Split {
  const from = fields.number(row, "split_from");
  const to = fields.number(row, "split_to");
  if (!(from > 0 && to > 0)) fields.damaged(`a split from ${from} to ${to}`);
  const [a, b] = exactRatio(from, to);
  return { kind: "split", day: fields.day(row, "execution_date"), from: a, to: b };
}

function dividendOf(row: JsonObject, fields: AnswerFields): CashDividend {
  return {
    kind: "dividend",
    day: fields.day(row, "ex_dividend_date"),
    amount: fields.number(row, "cash_amount"),
    currency: row.currency === undefined ? "USD" : fields.text(row, "currency").toUpperCase(),
  };
}
