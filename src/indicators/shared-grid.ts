import type { EvaluationContext } from "../series/series-graph.ts";

/** The tick grid that the first `count` inputs share; null when they lie on different ones, or one on none. */
export function sharedGrid({ ticksPerUnit }: EvaluationContext, count = 1): number | null {
  const first = ticksPerUnit[0] ?? null;
  for (let k = 1; k < count; k++) if (ticksPerUnit[k] !== first) return null;
  return first;
}
