import { METRICS } from "../../metrics/catalogue.ts";
import type { Metric } from "../../metrics/metric.ts";
import type { RunRecord } from "../../run/run-record.ts";
import { formatByUnit, formatNumber, UNDEFINED_MARK } from "../format.ts";
import { METRIC_GROUPS } from "../metric-lines.ts";
import { metricValue } from "../run-facts.ts";

/** One metric of two runs, ready to be shown. */
export interface ComparedMetric {
  readonly id: string;
  readonly label: string;
  readonly a: string;
  readonly b: string;
  /** B less A with its sign; fractions in percentage points ("pp"); "–" where one of them is undefined. */
  readonly difference: string;
  /** Which of them the metric's own direction prefers; null for neither. */
  readonly better: "a" | "b" | null;
}

export interface ComparedGroup {
  readonly title: string;
  readonly lines: readonly ComparedMetric[];
}

/** Every metric of the catalogue that either run has, grouped as in a report. */
export function comparedMetrics(a: RunRecord, b: RunRecord): ComparedGroup[] {
  const known = METRICS.filter(({ id }) => Object.hasOwn(a.metrics, id) || Object.hasOwn(b.metrics, id));
  return METRIC_GROUPS.map(([group, title]) => ({
    title,
    lines: known.filter((metric) => metric.group === group).map((metric) => compared(a, b, metric)),
  })).filter(({ lines }) => lines.length > 0);
}

function compared(a: RunRecord, b: RunRecord, { id, label, unit, better }: Metric): ComparedMetric {
  const first = metricValue(a, id);
  const second = metricValue(b, id);
  const difference = second - first;
  const direction = better === "higher" ? 1 : better === "lower" ? -1 : 0;
  const lead = second > first ? direction : second < first ? -direction : 0;
  return {
    id,
    label,
    a: formatByUnit(first, unit),
    b: formatByUnit(second, unit),
    difference: differenceText(difference, unit),
    better: lead > 0 ? "b" : lead < 0 ? "a" : null,
  };
}

function differenceText(difference: number, unit: Metric["unit"]): string {
  if (Number.isNaN(difference)) return UNDEFINED_MARK;
  const text = unit === "fraction" ? `${formatNumber(difference * 100, 2)} pp` : formatByUnit(difference, unit);
  return difference > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}
