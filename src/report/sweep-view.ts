import { type Landscape, type LandscapePoint, landscapeOf } from "../optimize/landscape/landscape.ts";
import { type ParameterImportance, parameterImportance } from "../optimize/landscape/parameter-importance.ts";
import { type Plateau, plateauScore } from "../optimize/landscape/plateau-score.ts";
import type { Robustness } from "../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../optimize/objectives/search-objective.ts";
import { paramsKey } from "../optimize/spaces/params-key.ts";
import type { SearchSpace } from "../optimize/spaces/search-space.ts";
import type { SweepSummary } from "../run/sweep/execute-sweep.ts";
import { sweepLabel, sweepUnit } from "../run/sweep/sweep-metrics.ts";
import type { ScoredParams } from "../run/sweep/sweep-sample.ts";
import type { SearchEvidence } from "../validation/verdict/search-evidence.ts";
import type { SweptGoal } from "./charts/swept-goal.ts";

/** A sweep as it ended. */
export interface SweptSpace {
  readonly space: SearchSpace;
  readonly method: string;
  readonly objective: SearchObjective;
  readonly robust: Robustness | null;
  readonly summary: SweepSummary;
  /** Rows of it, the same chance for each, and how many there were. */
  readonly rows: readonly ScoredParams[];
  readonly seen: number;
  /** What a cross-validation of the choice found; null, or absent: there was none. */
  readonly evidence?: Pick<SearchEvidence, "logits" | "anew" | "returns"> | null;
}

/** What of a sweep is shown: its landscape by the first goal, by each combination's own row. */
export interface SweepView extends SweptSpace {
  readonly goals: readonly SweptGoal[];
  /** The rows, and the best where the sample passed them over. */
  readonly shown: readonly ScoredParams[];
  readonly landscape: Landscape;
  /** In the space's order. */
  readonly importance: readonly ParameterImportance[];
  /** Of the combination that was chosen; null when none was. */
  readonly plateau: Plateau | null;
}

/** Makes of a sweep what its pictures and sentences need. */
export function sweepView(swept: SweptSpace): SweepView {
  const { space, objective, summary, rows, robust } = swept;
  const goals = objective.goals.map(({ name, better }) => ({ label: sweepLabel(name), unit: sweepUnit(name), better }));
  const keys = new Set(rows.map(({ params }) => paramsKey(params)));
  // A robust score isn't the row's own, by which the landscape is drawn.
  const missing = robust === null ? summary.best.filter(({ params }) => !keys.has(paramsKey(params))) : [];
  const shown = [...rows, ...missing];
  const judged = shown.map(({ params, scores }) => ({ params, score: scores?.[0] ?? NaN }));
  const landscape = landscapeOf(space, judged);
  const chosen = summary.best[0] === undefined ? undefined : pointAt(landscape, paramsKey(summary.best[0].params));
  return {
    ...swept,
    goals,
    shown,
    landscape,
    importance: parameterImportance(landscape),
    plateau: chosen === undefined ? null : plateauScore(landscape, chosen),
  };
}

function pointAt({ points }: Landscape, key: string): LandscapePoint | undefined {
  return points.find(({ params }) => paramsKey(params) === key);
}
