import type { Json } from "../core/canonical-json.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { InstrumentOrders } from "../run/simulated-account.ts";
import { instrumentRows } from "./instrument-rows.ts";
import { orderDocument } from "./order-document.ts";
import { rowLabels } from "./row-labels.ts";
import { finiteOrNull, tradeDocument } from "./trade-document.ts";
import { verdictDocument } from "./verdict-document.ts";

const MOST_TRADES = 1000;

/** Parts that are left out of the document unless asked for. */
export type DocumentPart = "trades" | "equity" | "orders";
export const DOCUMENT_PARTS: readonly DocumentPart[] = ["trades", "equity", "orders"];

/**
 * A run as the one JSON document that `run --json` and `runs show --json` print: identity, metrics, guards and trades
 * (the first 1,000, with `tradesTruncated`, unless all are asked for). Times are ISO 8601 UTC; numbers that JSON can't
 * hold are null, with the reason in `undefinedMetrics`.
 *
 * @param books orders are known only right after the run: the store doesn't keep them
 */
export function runDocument(
  detail: RunDetail,
  parts: readonly DocumentPart[] = [],
  books?: readonly InstrumentOrders[],
): Json {
  const { record, sessions, trades } = detail;
  const { spec, data } = record;
  const labels = rowLabels(detail);
  const shown = parts.includes("trades") ? trades.length : Math.min(trades.length, MOST_TRADES);
  return {
    run: {
      id: record.id,
      createdAt: record.createdAt,
      strategy: spec.strategy.name,
      params: spec.params,
      specHash: record.specHash,
      dataHash: record.dataHash,
      resultHash: record.resultHash,
      codeHash: spec.strategy.codeHash,
      engine: record.engine,
      start: data.start,
      end: data.end,
      data: { ...data, address: spec.data, ...(spec.moreData === undefined ? {} : { moreAddresses: spec.moreData }) },
      settings: spec.settings as unknown as Json,
      seed: spec.seed,
      rulesVersion: spec.rulesVersion,
      backsightVersion: record.backsightVersion,
      tag: record.tag,
      note: record.note,
    },
    ...(trades.symbols.length > 1
      ? {
          instruments: instrumentRows(trades, spec.settings.cash).map((row) => ({
            ...row,
            winRate: finiteOrNull(row.winRate),
          })),
        }
      : {}),
    ...(record.walkForward === undefined
      ? {}
      : { walkForward: { ...spec.walkForward, ...record.walkForward } as unknown as Json }),
    metrics: record.metrics,
    undefinedMetrics: record.undefinedMetrics,
    guards: record.guards as unknown as Json,
    ...(record.verdict === undefined ? {} : { verdict: verdictDocument(record.verdict) }),
    notFilled: record.notFilled,
    ...(record.limited === undefined ? {} : { limited: record.limited }),
    notes: record.notes,
    trades: Array.from({ length: shown }, (_, i) => tradeDocument(trades, i, labels)),
    ...(shown < trades.length ? { tradesTruncated: trades.length } : {}),
    ...(parts.includes("equity")
      ? {
          equity: Array.from(sessions.day, (day, i) => ({
            session: dateOfDay(day),
            equity: finiteOrNull(sessions.equity[i]!),
            benchmark: finiteOrNull(sessions.benchmark[i]!),
          })),
        }
      : {}),
    ...(parts.includes("orders") && books !== undefined ? { orders: ordersOf(books) } : {}),
  };
}

function ordersOf(books: readonly InstrumentOrders[]): Json {
  if (books.length === 1) return orderDocument(books[0]!.orders);
  return books.flatMap(({ instrument, orders }) =>
    orderDocument(orders).map((order) => ({ symbol: instrument.symbol, ...(order as object) })),
  );
}
