import type { Scores } from "../samplers/sampler-core.ts";
import type { Params } from "../spaces/search-space.ts";
import type { Goal, ReadMetric } from "./goal.ts";
import { isSatisfied, type Requirement } from "./requirement.ts";

/** What counts as good in a search. */
export interface SearchObjective {
  /** One: the best is the best by it. Several: the answer is a Pareto front. */
  readonly goals: readonly Goal[];
  /** A point that breaks one isn't ranked. */
  readonly requirements: readonly Requirement[];
  /** Fewest trades, one still open among them, of a point that is ranked; 1 leaves out what never traded. */
  readonly minTrades: number;
}

/** An objective of goals alone: whatever traded at all is ranked. */
export function objectiveOf(...goals: readonly Goal[]): SearchObjective {
  return { goals, requirements: [], minTrades: 1 };
}

/** Ids of all metrics that an objective reads. */
export function metricsOf({ goals, requirements }: SearchObjective): string[] {
  return [...new Set([...goals.flatMap(({ metrics }) => metrics), ...requirements.map(({ metric }) => metric)])];
}

/**
 * The scores of a point by an objective, one per goal, greater is better. Null: it isn't ranked, and a sampler is told
 * that it failed, because it has too few trades, breaks a requirement, or has a goal that isn't finite. An infinite
 * value (a profit factor without one losing trade) says that nothing was measured yet, not that it is the best of all.
 */
export function scoresOf(objective: SearchObjective, read: ReadMetric, params: Params): Scores {
  const { requirements, minTrades } = objective;
  if (minTrades > 0 && !(read("tradesCount") + read("openTrades") >= minTrades)) return null;
  if (!requirements.every((requirement) => isSatisfied(requirement, read))) return null;
  return goalScores(objective, read, params);
}

/** The scores by the goals alone, whatever is required. Null where one isn't finite. */
export function goalScores({ goals }: SearchObjective, read: ReadMetric, params: Params): Scores {
  const scores = goals.map((goal) => {
    const value = goal.valueOf(read, params);
    return goal.better === "lower" ? 0 - value : value;
  });
  return scores.every(Number.isFinite) ? scores : null;
}

/** A score as the goal's own value. */
export function valueOfScore({ better }: Pick<Goal, "better">, score: number): number {
  return better === "lower" ? 0 - score : score;
}
