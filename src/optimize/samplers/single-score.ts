import type { Scores } from "./sampler-core.ts";

/** The one objective; -Infinity for what failed. */
export function singleScore(scores: Scores): number {
  return scores?.[0] ?? -Infinity;
}

/** Places of the scores, the best first, equal ones in their order. */
export function bestFirst(scores: readonly number[]): number[] {
  return scores.map((_, i) => i).sort((a, b) => (scores[a]! === scores[b]! ? a - b : scores[a]! > scores[b]! ? -1 : 1));
}
