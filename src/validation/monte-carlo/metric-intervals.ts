import { quantileOfSorted } from "../../math/quantile.ts";

/** Where a metric lies over all paths. */
export interface MetricInterval {
  readonly id: string;
  /** Of the record itself. */
  readonly observed: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Percentile intervals of metrics over paths: from the share `(1 − level)/2` to the other end. Paths where a metric is
 * undefined are passed over; NaN where it is on all.
 *
 * Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
 *
 * @param values per metric one value per path
 * @param level share of the paths inside; 0.9 without it
 * @example metricIntervals({ sharpeRatio: 2.5 }, { sharpeRatio: Float64Array.of(1, 2, 3) }, 0.5) // low 1.5, median 2, high
 * 2.5
 */
export function metricIntervals(
  observed: Readonly<Record<string, number>>,
  values: Readonly<Record<string, Float64Array>>,
  level = 0.9,
): MetricInterval[] {
  return Object.entries(values).map(([id, column]) => {
    const sorted = column.filter((value) => !Number.isNaN(value)).sort();
    const at = (share: number) => quantileOfSorted(sorted, share);
    return { id, observed: observed[id] ?? NaN, low: at((1 - level) / 2), median: at(0.5), high: at((1 + level) / 2) };
  });
}
