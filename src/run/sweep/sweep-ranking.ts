import { ParetoArchive } from "../../optimize/objectives/pareto-archive.ts";
import { paramsKey } from "../../optimize/spaces/params-key.ts";
import type { Params } from "../../optimize/spaces/search-space.ts";
import { BestRows } from "./best-rows.ts";

/** Keeps what deserves it of any number of scored rows. */
export interface SweepRanking<T> {
  /** @returns whether it's better than all before it, or new on the front */
  offer(row: number, scores: readonly number[], value: () => T): boolean;
  /** Best first. */
  list(): readonly { readonly scores: readonly number[]; readonly value: T }[];
}

/**
 * One goal: the best `top` rows, each combination once however often a search asked for it. Several: the Pareto front, whole,
 * the best by the first goal first.
 */
export function createSweepRanking<T>(goals: number, top: number, paramsOf: (value: T) => Params): SweepRanking<T> {
  if (goals > 1) return new ParetoArchive<T>();
  const best = new BestRows<T>(top, (value) => paramsKey(paramsOf(value)));
  let most = -Infinity;
  return {
    offer(row, [score = NaN], value) {
      best.offer(row, score, value);
      const isBetter = score > most;
      if (isBetter) most = score;
      return isBetter;
    },
    list: () => best.list().map(({ score, value }) => ({ scores: [score], value })),
  };
}
