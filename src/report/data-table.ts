import type { Json } from "../core/canonical-json.ts";
import { dateOfDay } from "../market/calendar/calendar.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { InstrumentOrders } from "../run/simulated-account.ts";
import type { OrderColumns } from "../trading/orders/order-columns.ts";
import { orderDocument } from "./order-document.ts";
import { rowLabels } from "./row-labels.ts";
import { finiteOrNull, tradeDocument } from "./trade-document.ts";

/** What one cell of a table holds; null for what is undefined. */
export type Cell = string | number | boolean | null;

/** Rows under named columns, for other programs: the same names and values as in the JSON documents. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const SESSION_COLUMNS = ["entrySession", "exitSession"];
const TRADE_COLUMNS = [
  "symbol",
  "side",
  "entryTime",
  "exitTime",
  ...SESSION_COLUMNS,
  "entryBar",
  "exitBar",
  "entryPrice",
  "exitPrice",
  "quantity",
  "pnl",
  "returnFraction",
  "commission",
  "spread",
  "slippage",
  "impact",
  "taxes",
  "carry",
  "dividends",
  "mae",
  "mfe",
  "exitReason",
  "isAmbiguous",
];
const ORDER_COLUMNS = ["decisionBar", "side", "quantity", "status", "reason"];

/** Every trade in order of entry; times in ISO 8601 UTC, and the sessions where bars are a day or longer. */
export function tradeTable(detail: RunDetail): DataTable {
  const { trades } = detail;
  const labels = rowLabels(detail);
  const columns = labels.isDaily ? TRADE_COLUMNS : TRADE_COLUMNS.filter((name) => !SESSION_COLUMNS.includes(name));
  return tableOf(
    columns,
    Array.from({ length: trades.length }, (_, i) => tradeDocument(trades, i, labels)),
  );
}

/** Equity and the benchmark's equity at each session's end. */
export function equityTable({ sessions }: RunDetail): DataTable {
  const rows = Array.from(sessions.day, (day, i): Cell[] => [
    dateOfDay(day),
    finiteOrNull(sessions.equity[i]!),
    finiteOrNull(sessions.benchmark[i]!),
  ]);
  return { columns: ["session", "equity", "benchmark"], rows };
}

/** Every order that was sent, in order of submission. */
export function orderTable(orders: OrderColumns): DataTable {
  return tableOf(ORDER_COLUMNS, orderDocument(orders));
}

/** The tables of a run's instruments under one another; of several, each row begins with its symbol. */
export function tableOfBooks(
  books: readonly InstrumentOrders[],
  tableOf: (one: InstrumentOrders) => DataTable,
): DataTable {
  const tables = books.map(tableOf);
  const [first] = tables;
  if (tables.length === 1) return first!;
  return {
    columns: ["symbol", ...first!.columns],
    rows: tables.flatMap(({ rows }, k) => rows.map((row) => [books[k]!.instrument.symbol, ...row])),
  };
}

/** The rows as a JSON array of objects. */
export function tableJson({ columns, rows }: DataTable): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((name, column) => [name, row[column]!])));
  return `${JSON.stringify(objects, null, 1)}\n`;
}

function tableOf(columns: readonly string[], documents: readonly Json[]): DataTable {
  const rows = documents.map((document) => columns.map((name) => (document as Readonly<Record<string, Cell>>)[name]!));
  return { columns, rows };
}
