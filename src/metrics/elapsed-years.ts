import type { MetricInput } from "./metric.ts";

export const DAY_MS = 86_400_000;

/** Years of 365.25 days between two instants in epoch milliseconds. */
export function elapsedYears(start: number, end: number): number {
  return (end - start) / (365.25 * DAY_MS);
}

/** Years from the start of a run's measured range to its last close; NaN without bars. */
export function runYears({ start, time }: MetricInput): number {
  return elapsedYears(start, time.at(time.length - 1) ?? NaN);
}
