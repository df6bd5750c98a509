import { BacksightError } from "../../core/errors.ts";
import { readGoal } from "../../optimize/objectives/goal.ts";
import { readRequirement } from "../../optimize/objectives/requirement.ts";
import type { Robustness } from "../../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../../optimize/objectives/search-objective.ts";
import { SWEEP_DIRECTIONS } from "./sweep-metrics.ts";

const MOST_FOLDS = 100;

/** What a person wants a search to reach, as texts. */
export interface ObjectiveWish {
  /** `sharpeRatio`; several, the most important first: `sharpeRatio,maxDrawdown`. */
  readonly metric: string;
  /** `tradesCount>=30`, each a condition. */
  readonly require?: readonly string[] | undefined;
  /** 1 when undefined. */
  readonly minTrades?: number | undefined;
  /** `neighbours`, `folds:4` (the worst of them) or `folds:4:mean`. */
  readonly robust?: string | undefined;
}

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_ARGUMENT */
export function readObjective({ metric, require = [], minTrades = 1 }: ObjectiveWish): SearchObjective {
  const goals = metric.split(",").map((text) => readGoal(text, SWEEP_DIRECTIONS));
  const names = goals.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "the list of metrics to search by",
      rule: `one without ${twice} twice`,
      value: metric,
    });
  }
  const known = [...SWEEP_DIRECTIONS.keys()];
  return { goals, requirements: require.map((text) => readRequirement(text, known)), minTrades };
}

/** @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readRobustness(text: string | undefined): Robustness | null {
  if (text === undefined) return null;
  if (text === "neighbours" || text === "neighbors") return { kind: "neighbours" };
  const [, count, mean] = /^folds:(\d{1,9})(:mean)?$/.exec(text) ?? [];
  const folds = Number(count);
  if (folds >= 2 && folds <= MOST_FOLDS)
    return { kind: "folds", folds, ...(mean === undefined ? {} : { by: "mean" as const }) };
  const rule = `neighbours, folds:4 or folds:4:mean with 2 to ${MOST_FOLDS} folds`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "robust", rule, value: text });
}
