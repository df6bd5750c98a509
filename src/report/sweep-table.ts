import type { ParameterValue } from "../core/params/parameter.ts";
import type { Goal } from "../optimize/objectives/goal.ts";
import { valueOfScore } from "../optimize/objectives/search-objective.ts";
import { sweepLabel, sweepUnit } from "../run/sweep/sweep-metrics.ts";
import { formatByUnit, formatNumber, formatPercent } from "./format.ts";
import { textTable } from "./text-table.ts";

const FEWEST_COLUMNS = 40;

/** What each row shows beside what it is ranked by. */
const SHOWN = [
  { id: "sharpeRatio", head: "Sharpe", text: (value: number) => formatNumber(value, 2) },
  { id: "totalReturn", head: "return", text: (value: number) => formatPercent(value, 1) },
  { id: "maxDrawdown", head: "drawdown", text: (value: number) => formatPercent(value, 1) },
  { id: "tradesCount", head: "trades", text: (value: number) => formatNumber(value, 0) },
] as const;

/** One row of a sweep. */
export interface SweepTableRow {
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** By metric id; null when undefined. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** What it's ranked by, one per goal, greater is better. */
  readonly scores?: readonly number[];
}

/**
 * A sweep's rows for a terminal, in the order given; never wider than `width` (40 at least). What they are ranked by
 * stands first, unless it's what the row shows anyway.
 */
export function sweepTable(rows: readonly SweepTableRow[], width: number, goals: readonly Goal[] = []): string {
  const names = Object.keys(rows[0]?.params ?? {});
  const valueAt = ({ scores }: SweepTableRow, goal: Goal, k: number) => valueOfScore(goal, scores?.[k] ?? NaN);
  const isShown = (goal: Goal, k: number) =>
    SHOWN.some(({ id }) => id === goal.name) && rows.every((row) => row.metrics[goal.name] === valueAt(row, goal, k));
  const ranked = [...goals.entries()].filter(([k, goal]) => !isShown(goal, k));
  const cells = rows.map((row) => [
    ...names.map((name) => String(row.params[name])),
    ...ranked.map(([k, goal]) => formatByUnit(valueAt(row, goal, k), sweepUnit(goal.name))),
    ...SHOWN.map(({ id, text }) => text(row.metrics[id] ?? NaN)),
  ]);
  const heads = [...names, ...ranked.map(([, { name }]) => sweepLabel(name)), ...SHOWN.map(({ head }) => head)];
  const columns = heads.map((head) => ({ head, isNumber: true }));
  return textTable(columns, cells, Math.max(FEWEST_COLUMNS, width) - 2)
    .map((line) => `  ${line}`)
    .join("\n");
}
