import type { Metric, MetricUnit } from "../metrics/metric.ts";
import type { RunRecord } from "../run/run-record.ts";
import { formatByUnit } from "./format.ts";
import { metricValue } from "./run-facts.ts";

/** One metric of a record, ready to be shown. */
export interface MetricLine {
  readonly id: string;
  readonly label: string;
  /** Formatted in its unit; "–" when undefined, "∞" when infinite. */
  readonly value: string;
  /** Why it is no finite number; null when it is one. */
  readonly reason: string | null;
  readonly formula: string | null;
  readonly reference: string | null;
}

/** Metrics of one kind. */
export interface MetricGroup {
  readonly title: string;
  readonly lines: readonly MetricLine[];
}

/** Groups in the order in which a reader asks. */
export const METRIC_GROUPS: readonly (readonly [group: Metric["group"], title: string])[] = [
  ["return", "Return"],
  ["risk", "Risk"],
  ["ratio", "Return for risk"],
  ["benchmark", "Against the benchmark"],
  ["trades", "Trades"],
  ["costs", "Costs"],
];

/** Every metric of a record, grouped and in the catalogue's order; what the catalogue doesn't know comes last. */
export function metricGroups(record: RunRecord, catalogue: readonly Metric[]): MetricGroup[] {
  const known = new Set(catalogue.map(({ id }) => id));
  const groups = METRIC_GROUPS.map(([group, title]) => ({
    title,
    lines: catalogue
      .filter((metric) => metric.group === group && Object.hasOwn(record.metrics, metric.id))
      .map((metric) => lineOf(record, metric)),
  }));
  const others = Object.keys(record.metrics).filter((id) => !known.has(id));
  groups.push({ title: "Others", lines: others.map((id) => plainLine(record, id)) });
  return groups.filter(({ lines }) => lines.length > 0);
}

function lineOf(record: RunRecord, { id, label, unit, formula, reference, undefinedWhen }: Metric): MetricLine {
  return { id, label, ...shown(record, id, unit, undefinedWhen), formula, reference };
}

function plainLine(record: RunRecord, id: string): MetricLine {
  const words = id.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return {
    id,
    label: words.slice(0, 1).toUpperCase() + words.slice(1),
    ...shown(record, id, "ratio", "undefined for this run"),
    formula: null,
    reference: null,
  };
}

function shown(
  record: RunRecord,
  id: string,
  unit: MetricUnit,
  otherwise: string,
): { value: string; reason: string | null } {
  const value = metricValue(record, id);
  const stated = Object.hasOwn(record.undefinedMetrics, id) ? record.undefinedMetrics[id] : undefined;
  return { value: formatByUnit(value, unit), reason: Number.isFinite(value) ? null : (stated ?? otherwise) };
}
