import type { Goal } from "../../optimize/objectives/goal.ts";
import { requirementText } from "../../optimize/objectives/requirement.ts";
import { robustnessText } from "../../optimize/objectives/robust-scores.ts";
import { samplerCalled } from "../../optimize/samplers/sampler-table.ts";
import type { SearchRange } from "../../optimize/spaces/search-range.ts";
import { declaredRange, type Params, searchSpace } from "../../optimize/spaces/search-space.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { checkMethod } from "../sweep/check-method.ts";
import { type ObjectiveWish, readObjective, readRobustness } from "../sweep/read-objective.ts";
import type { CreateSweepExecutor } from "../sweep/sweep-executor.ts";
import type { WindowSearch } from "./train-window.ts";
import type { WalkForwardSpec } from "./walk-forward-spec.ts";

/** What each window searches, how, and for what. */
export interface WindowSearchWish extends Omit<ObjectiveWish, "metric"> {
  /** sharpeRatio. */
  readonly metric?: string | readonly Goal[] | undefined;
  /** Ranges, lists or single values of the parameters; undefined: what they declare. */
  readonly ranges?: Readonly<Record<string, SearchRange>> | undefined;
  /** Parameters that stay what they are. */
  readonly fixed?: Params | undefined;
  /** grid; of several metrics nsga2. */
  readonly method?: string | undefined;
  /** Most combinations of each window: the whole grid; 200 of another method. */
  readonly trials?: number | undefined;
  readonly patience?: number | undefined;
  readonly executor?: CreateSweepExecutor | undefined;
}

/** The search of a walk-forward's windows, and the same as plain data. */
export interface DescribedSearch {
  readonly search: WindowSearch;
  readonly description: Omit<WalkForwardSpec, "from" | "to" | "windows" | "positions">;
}

const TRIALS_OF_OTHERS = 200;

/** @throws {BacksightError} as `readObjective`, `samplerCalled` and `searchSpace`; BACKSIGHT_NOT_SUPPORTED */
export function windowSearch(strategy: Strategy, wish: WindowSearchWish): DescribedSearch {
  const { metric = "sharpeRatio", fixed = {}, trials = null, patience = null, executor } = wish;
  const names = typeof metric === "string" ? metric : "sharpeRatio";
  const read = readObjective({ ...wish, metric: names });
  const objective = typeof metric === "string" ? read : { ...read, goals: metric };
  const { goals, requirements, minTrades } = objective;
  const robust = readRobustness(wish.robust);
  const method = wish.method ?? (goals.length > 1 ? "nsga2" : "grid");
  const sampler = samplerCalled(method);
  const ranges = { ...(wish.ranges ?? declaredRanges(strategy)), ...fixed };
  const space = searchSpace(strategy, { ranges, isPointAllowed: true });
  checkMethod(sampler(space, { seed: 1 }), objective, robust !== null);
  const most = trials ?? (method === "grid" ? Number.MAX_SAFE_INTEGER : TRIALS_OF_OTHERS);
  return {
    search: { space, sampler, trials: most, patience, objective, robust, executor },
    description: {
      ...{ method, trials, patience, ranges, minTrades },
      goals: goals.map(({ name, better }) => `${name}:${better}`),
      requirements: requirements.map(requirementText),
      robust: robust === null ? null : robustnessText(robust),
    },
  };
}

function declaredRanges({ params }: Strategy): Record<string, SearchRange> {
  const ranges = Object.entries(params).map(([name, parameter]) => [name, declaredRange(parameter)] as const);
  return Object.fromEntries(ranges.flatMap(([name, range]) => (range === undefined ? [] : [[name, range] as const])));
}
