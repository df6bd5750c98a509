import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { Params } from "../spaces/search-space.ts";

/** The number of a judged point that a metric's id names; NaN where it is undefined or isn't known. */
export type ReadMetric = (id: string) => number;

/** What a search tries to reach: one number of each point. */
export interface Goal {
  /** A metric's id, or what the user calls their own function. */
  readonly name: string;
  readonly better: "higher" | "lower";
  /** Ids of the metrics it reads. */
  readonly metrics: readonly string[];
  /** Its value at a point, in its own direction; NaN: undefined. */
  valueOf(read: ReadMetric, params: Params): number;
}

/** Which way a metric is better; neither where that depends on who asks. */
export type MetricDirections = ReadonlyMap<string, "higher" | "lower" | "neither">;

/**
 * The goal that a text names: `sharpeRatio` in the metric's own direction, `exposure:lower` in the one that is said.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN; BACKSIGHT_ARGUMENT for a metric without a direction of its own
 */
export function readGoal(text: string, known: MetricDirections): Goal {
  const [id = "", said, ...more] = text.trim().split(":");
  const own = known.get(id);
  if (own === undefined) {
    const ids = [...known.keys()];
    const details = { name: id, hint: didYouMean(id, ids), known: ids.join(", ") };
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", { kind: "metric of a sweep", ...details });
  }
  const better = said ?? own;
  if (more.length > 0 || (better !== "higher" && better !== "lower")) {
    const rule = `${id}:higher or ${id}:lower`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "the metric to search by", rule, value: text });
  }
  return metricGoal(id, better);
}

/** A metric as a goal. */
export function metricGoal(id: string, better: Goal["better"]): Goal {
  return { name: id, better, metrics: [id], valueOf: (read) => read(id) };
}

/**
 * A function of one's own as a goal, greater is better; it's given the numbers of `metrics` and the parameters, and may
 * answer NaN: not worth a rank.
 *
 * @example ownGoal("return per drawdown", ["totalReturn", "maxDrawdown"], (m) => m.totalReturn! / -m.maxDrawdown!)
 */
export function ownGoal(
  name: string,
  metrics: readonly string[],
  value: (metrics: Readonly<Record<string, number>>, params: Params) => number,
): Goal {
  return {
    name,
    better: "higher",
    metrics,
    valueOf: (read, params) => value(Object.fromEntries(metrics.map((id) => [id, read(id)])), params),
  };
}
