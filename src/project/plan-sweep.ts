import { BacksightError } from "../core/errors.ts";
import type { ProgressListener } from "../core/progress.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { Robustness } from "../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../optimize/objectives/search-objective.ts";
import type { Sampler } from "../optimize/samplers/sampler.ts";
import { samplerCalled } from "../optimize/samplers/sampler-table.ts";
import type { SearchRange } from "../optimize/spaces/search-range.ts";
import { type Params, type SearchSpace, searchSpace } from "../optimize/spaces/search-space.ts";
import type { AnyRunRequest } from "../run/execute.ts";
import { measuredRange } from "../run/measured-range.ts";
import type { RunSpec } from "../run/run-spec.ts";
import { checkMethod } from "../run/sweep/check-method.ts";
import { readObjective, readRobustness } from "../run/sweep/read-objective.ts";
import { type SweptPrices, sweptPrices } from "../run/sweep/swept-prices.ts";
import { nameStrategy } from "./name-strategy.ts";
import { prepareRun } from "./prepare-run.ts";
import { readSearch } from "./read-search.ts";
import type { Session } from "./session.ts";
import { findSweep } from "./stored-sweep.ts";
import type { RunSweepWish } from "./sweep-wish.ts";
import { warmStart } from "./warm-start.ts";

/** A sweep with everything that it needs at hand; nothing is computed or stored yet. */
export interface PlannedSweep {
  readonly request: AnyRunRequest;
  readonly prices: SweptPrices;
  /** Its range resolved; the parameters are those that stay. */
  readonly spec: RunSpec;
  readonly ranges: Readonly<Record<string, SearchRange>> | undefined;
  readonly space: SearchSpace;
  readonly sampler: Sampler;
  /** Combinations that are tried before the sampler's own. */
  readonly first: readonly Params[] | undefined;
  readonly objective: SearchObjective;
  readonly robust: Robustness | null;
  readonly method: string;
  readonly trials: number;
  /** Combinations at most, of a grid with those that break the strategy's rule; Infinity where there is no end. */
  readonly total: number;
  /** Id of the sweep that `first` is from. */
  readonly warmStart: string | undefined;
}

const TRIALS_OF_OTHERS = 200;

/**
 * Resolves what a person asked for.
 *
 * @throws {BacksightError} as `prepareRun` and `searchSpace`; BACKSIGHT_OPTION_UNKNOWN for a method or metric that isn't
 * there; BACKSIGHT_NOT_SUPPORTED for signals from a file
 */
export async function planSweep(
  session: Session,
  wish: RunSweepWish,
  onProgress: ProgressListener,
): Promise<PlannedSweep> {
  const objective = readObjective(wish);
  const robust = readRobustness(wish.robust);
  const method = wish.method ?? (objective.goals.length > 1 ? "nsga2" : "grid");
  const factory = samplerCalled(method);
  const config = await session.config();
  const name = wish.strategy ?? config?.config.backtesting?.strategy;
  const named = name === undefined ? null : await nameStrategy(name, onProgress);
  const search =
    named === null ? { fixed: wish.params, ranges: undefined } : readSearch(named.name, named.params, wish.params);
  const loading = { ...(await session.loading()), onProgress };
  const request = await prepareRun({ ...wish, params: search.fixed }, config, loading);
  const { strategy } = request;
  const prices = sweptPrices(request);
  const { bars } = prices;
  if (strategy.isReplayed === true)
    throw unsupported("a sweep over signals from a file", "They have no parameters: backsight run takes them.");
  const range = measuredRange(bars, request.spec.from, 1);
  const spec: RunSpec = {
    ...request.spec,
    from: columnOf(bars, "time").at(range.start)!,
    to: columnOf(bars, "closeTime").at(bars.length - 1)!,
  };
  const { fixed } = search;
  const ranges = search.ranges && { ...search.ranges, ...pick(spec.params, Object.keys(fixed)) };
  const space = searchSpace(strategy, { ranges });
  const warm = wish.warmStart === undefined ? null : (await findSweep(session, wish.warmStart)).sweep.id;
  const first = warm === null ? undefined : await startFrom(session, warm, strategy.name, objective);
  const sampler = factory(space, { seed: wish.seed, first });
  checkMethod(sampler, objective, robust !== null);
  const isGrid = method === "grid";
  const trials = wish.trials ?? (isGrid ? Number.MAX_SAFE_INTEGER : TRIALS_OF_OTHERS);
  const total = Math.min(trials, isGrid ? space.size : trials);
  const searched = { ranges, space, sampler, first, objective, robust, method, trials, total };
  return { ...searched, request, prices, spec, warmStart: warm ?? undefined };
}

async function startFrom(session: Session, id: string, strategy: string, objective: SearchObjective) {
  const { sweeps } = await findSweep(session, id);
  return warmStart(sweeps, id, strategy, objective);
}

function pick(params: RunSpec["params"], names: readonly string[]): Record<string, RunSpec["params"][string]> {
  return Object.fromEntries(names.map((name) => [name, params[name]!]));
}

function unsupported(what: string, instead: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what, instead });
}
