import type { ParameterValue } from "../core/params/parameter.ts";
import { formatNumber, formatPercent } from "./format.ts";
import { textTable } from "./text-table.ts";

const FEWEST_COLUMNS = 40;

/** One row of a sweep. */
export interface SweepTableRow {
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** By metric id; null when undefined. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** A sweep's rows for a terminal, best Sharpe ratio first and undefined ones last; never wider than `width` (40 at least). */
export function sweepTable(rows: readonly SweepTableRow[], width: number): string {
  const names = Object.keys(rows[0]?.params ?? {});
  const sharpe = ({ metrics }: SweepTableRow) => metrics.sharpeRatio ?? -Infinity;
  // Infinity − Infinity is NaN, so equal ones are told apart from unequal ones first.
  const sorted = [...rows].sort((a, b) => (sharpe(a) === sharpe(b) ? 0 : sharpe(b) - sharpe(a)));
  const cells = sorted.map(({ params, metrics }) => [
    ...names.map((name) => String(params[name])),
    formatNumber(metrics.sharpeRatio ?? NaN, 2),
    formatPercent(metrics.totalReturn ?? NaN, 1),
    formatPercent(metrics.maxDrawdown ?? NaN, 1),
    formatNumber(metrics.tradesCount ?? NaN, 0),
  ]);
  const heads = [...names, "Sharpe", "return", "drawdown", "trades"];
  const columns = heads.map((head) => ({ head, isNumber: true }));
  return textTable(columns, cells, Math.max(FEWEST_COLUMNS, width) - 2)
    .map((line) => `  ${line}`)
    .join("\n");
}
