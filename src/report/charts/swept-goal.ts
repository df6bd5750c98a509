import type { MetricUnit } from "../../metrics/metric.ts";
import { valueOfScore } from "../../optimize/objectives/search-objective.ts";
import { formatByUnit } from "../format.ts";

/** What the scores of a landscape mean: how they are called, written, and which way they were turned. */
export interface SweptGoal {
  readonly label: string;
  readonly unit: MetricUnit;
  readonly better: "higher" | "lower";
}

/** A score as the metric is written. */
export function goalText(goal: SweptGoal, score: number): string {
  return formatByUnit(valueOfScore(goal, score), goal.unit);
}

/** How an axis of the metric is labelled. */
export function goalAxisUnit({ unit }: SweptGoal): "plain" | "money" | "percent" {
  return unit === "fraction" ? "percent" : unit === "money" ? "money" : "plain";
}
