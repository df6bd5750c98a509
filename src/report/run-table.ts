import type { RunRow } from "../run/run-row.ts";
import { formatDateTime, formatNumber, formatPercent } from "./format.ts";
import { type TextColumn, textTable } from "./text-table.ts";

const FEWEST_COLUMNS = 60;

const COLUMNS: readonly TextColumn[] = [
  { head: "id" },
  { head: "when (UTC)" },
  { head: "strategy" },
  { head: "data" },
  { head: "return", isNumber: true },
  { head: "Sharpe", isNumber: true },
  { head: "drawdown", isNumber: true },
  { head: "trades", isNumber: true },
  { head: "tag, parameters" },
];

/** A list of runs for a terminal, one line each, never wider than `width` (60 at least). */
export function runTable(rows: readonly RunRow[], width: number): string {
  return textTable(COLUMNS, rows.map(cellsOf), Math.max(FEWEST_COLUMNS, width)).join("\n");
}

function cellsOf({ id, createdAt, strategy, symbol, timeframe, metrics, tag, params }: RunRow): string[] {
  const metric = (name: string) => metrics[name] ?? NaN;
  const words = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
  return [
    id,
    formatDateTime(Date.parse(createdAt)),
    strategy,
    `${symbol} ${timeframe}`,
    formatPercent(metric("totalReturn")),
    formatNumber(metric("sharpeRatio"), 2),
    formatPercent(metric("maxDrawdown")),
    formatNumber(metric("tradesCount"), 0),
    [...(tag === null ? [] : [tag]), ...words].join(" "),
  ];
}
