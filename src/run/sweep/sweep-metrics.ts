import { SWEEP_STATISTICS } from "../../engine/vector/fast/sweep-statistics.ts";
import { METRICS } from "../../metrics/catalogue.ts";
import type { MetricUnit } from "../../metrics/metric.ts";
import type { MetricDirections, ReadMetric } from "../../optimize/objectives/goal.ts";
import type { SweepRows } from "./rows-block.ts";

/**
 * Every number that a sweep can rank by: the statistics of a row, and all metrics of the catalogue but those that need a
 * benchmark, which a sweep doesn't run.
 */
export const SWEEP_DIRECTIONS: MetricDirections = new Map([
  ...METRICS.filter(({ group }) => group !== "benchmark").map(({ id, better }) => [id, better] as const),
  ["barSharpeRatio", "higher"],
]);

const UNITS: ReadonlyMap<string, MetricUnit> = new Map(METRICS.map(({ id, unit }) => [id, unit]));
const LABELS: ReadonlyMap<string, string> = new Map(METRICS.map(({ id, label }) => [id, label]));

/** The unit of a number that a sweep knows; ratio for one's own. */
export function sweepUnit(id: string): MetricUnit {
  return UNITS.get(id) ?? "ratio";
}

/** A number that a sweep knows as a person reads it; one's own as it is called. */
export function sweepLabel(id: string): string {
  return id === "barSharpeRatio" ? "Sharpe ratio of bars" : (LABELS.get(id) ?? id);
}

/** Those of the ids that aren't statistics of every row. */
export function metricsBeyondRows(ids: readonly string[]): string[] {
  const rows: readonly string[] = SWEEP_STATISTICS;
  return ids.filter((id) => !rows.includes(id));
}

/** Reads the numbers of rows: by a row's place, then by id. */
export function rowReader({ statistics, more }: Pick<SweepRows, "statistics" | "more">): (k: number) => ReadMetric {
  const columns: Readonly<Record<string, Float64Array>> = { ...statistics, ...more };
  return (k) => (id) => columns[id]?.[k] ?? NaN;
}
