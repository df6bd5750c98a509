import type { Scores } from "../samplers/sampler-core.ts";

/**
 * What of several judgements of one point counts. neighbours: the mean over the point and those one step away, so that
 * a lonely peak loses against a plateau; folds: the least over consecutive parts of the bars, so that one good year
 * isn't enough, or the mean over them.
 */
export type Robustness =
  | { readonly kind: "neighbours" }
  | { readonly kind: "folds"; readonly folds: number; readonly by?: "mean" };

/** As it is written: "neighbours", "folds:4", "folds:4:mean". */
export function robustnessText(robust: Robustness): string {
  if (robust.kind === "neighbours") return robust.kind;
  return [robust.kind, robust.folds, ...(robust.by === undefined ? [] : [robust.by])].join(":");
}

/** The mean of each score over those that have some: failed neighbours are left out, a failed point stays failed. */
export function meanScores(own: Scores, others: readonly Scores[]): Scores {
  if (own === null) return null;
  const ranked = [own, ...others.filter((scores) => scores !== null)];
  return own.map((_, goal) => ranked.reduce((sum, scores) => sum + scores[goal]!, 0) / ranked.length);
}

/** The mean of each score; null where one judgement failed, because the mean over the others isn't that. */
export function meanOfAll(all: readonly Scores[]): Scores {
  const [first, ...others] = all;
  if (first === undefined || others.includes(null)) return null;
  return meanScores(first, others);
}

/** The least of each score; null where one judgement failed, because the worst isn't known then. */
export function worstScores(all: readonly Scores[]): Scores {
  const [first, ...others] = all;
  if (first === undefined || first === null) return null;
  const worst = [...first];
  for (const scores of others) {
    if (scores === null) return null;
    for (const [goal, score] of scores.entries()) worst[goal] = Math.min(worst[goal]!, score);
  }
  return worst;
}
