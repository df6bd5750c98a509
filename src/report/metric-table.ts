import { METRICS } from "../metrics/catalogue.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { Cell, DataTable } from "./data-table.ts";

/** Every metric of a run with its unit; where its value is null, `undefinedReason` says why. */
export function metricTable({ metrics, undefinedMetrics }: RunRecord): DataTable {
  const units = new Map(METRICS.map(({ id, unit }) => [id, unit]));
  const rows = Object.entries(metrics).map(([id, value]): Cell[] => [
    id,
    value,
    units.get(id) ?? null,
    undefinedMetrics[id] ?? null,
  ]);
  return { columns: ["metric", "value", "unit", "undefinedReason"], rows };
}
