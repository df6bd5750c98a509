import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ProgressListener } from "../core/progress.ts";
import { SWEEP_STATISTICS, type SweepStatistic } from "../engine/vector/fast/sweep-statistics.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { samplerCalled } from "../optimize/samplers/sampler-table.ts";
import { searchSpace } from "../optimize/spaces/search-space.ts";
import { execute } from "../run/execute.ts";
import { measuredRange } from "../run/measured-range.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { RunSpec } from "../run/run-spec.ts";
import { executeSweep, type SweepSummary } from "../run/sweep/execute-sweep.ts";
import { trialsOf } from "../run/sweep/sweep-trials.ts";
import { nameStrategy } from "./name-strategy.ts";
import { prepareRun, type RunWish } from "./prepare-run.ts";
import { readSearch } from "./read-search.ts";
import type { Session } from "./session.ts";

/** A sweep as a person asks for it; parameters may be ranges and lists. */
export interface RunSweepWish extends RunWish {
  readonly method: string;
  /** Most combinations; undefined: the whole grid, or 200 of another method. */
  readonly trials: number | undefined;
  readonly metric: string;
  readonly top: number;
}

export interface SweepOutcome {
  readonly summary: SweepSummary;
  readonly metric: SweepStatistic;
  readonly method: string;
  /** The best combination, run in full after all were counted as trials; null when none has the metric. */
  readonly detail: RunDetail | null;
}

const TRIALS_OF_OTHERS = 200;

/**
 * Computes many combinations of a strategy's parameters, counts each as a trial, and runs the best in full, so that its
 * guards know from how many it was chosen. The best is stored.
 *
 * @throws {BacksightError} as `prepareRun` and `searchSpace`; BACKSIGHT_OPTION_UNKNOWN for a method or metric that isn't
 * there; BACKSIGHT_NOT_SUPPORTED for several instruments and for signals from a file
 */
export async function runSweep(
  session: Session,
  wish: RunSweepWish,
  onProgress: ProgressListener,
): Promise<SweepOutcome> {
  const factory = samplerCalled(wish.method);
  const metric = metricCalled(wish.metric);
  const config = await session.config();
  const name = wish.strategy ?? config?.config.backtesting?.strategy;
  const named = name === undefined ? null : await nameStrategy(name, onProgress);
  const search =
    named === null ? { fixed: wish.params, ranges: undefined } : readSearch(named.name, named.params, wish.params);
  const loading = { ...(await session.loading()), onProgress };
  const request = await prepareRun({ ...wish, params: search.fixed }, config, loading);
  if ("panel" in request) throw unsupported("a sweep over several instruments", "Sweep each of them alone.");
  const { strategy, bars, actions = null } = request;
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
  const isGrid = wish.method === "grid";
  const trials = wish.trials ?? (isGrid ? Number.MAX_SAFE_INTEGER : TRIALS_OF_OTHERS);
  const total = Math.min(trials, isGrid ? space.size : trials);
  const ports = await session.ports(true);
  const about = { spec, strategy, bars, start: range.start };
  const summary = await executeSweep(
    {
      ...{ strategy, bars, actions, trials, metric, top: wish.top, settings: spec.settings, from: spec.from },
      sampler: factory(space, { seed: wish.seed }),
    },
    {
      keep: async (rows, combos) => {
        ports.trials?.recordAll(trialsOf(about, combos, rows, ports));
        await ports.breathe?.();
      },
      progress: (done) => onProgress({ task: "sweep", done, total, unit: "runs" }),
    },
  );
  const [best] = summary.best;
  if (best === undefined) return { summary, metric, method: wish.method, detail: null };
  const notes = [...(request.notes ?? []), `the best of ${summary.trials} by ${metric}`];
  const { detail } = await execute({ ...request, spec: { ...request.spec, params: best.params }, notes }, ports);
  (await session.store()).save(detail);
  return { summary, metric, method: wish.method, detail };
}

function pick(params: RunSpec["params"], names: readonly string[]): Record<string, RunSpec["params"][string]> {
  return Object.fromEntries(names.map((name) => [name, params[name]!]));
}

function metricCalled(name: string): SweepStatistic {
  const found = SWEEP_STATISTICS.find((statistic) => statistic === name);
  if (found !== undefined) return found;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "metric of a sweep",
    name,
    hint: didYouMean(name, SWEEP_STATISTICS),
    known: SWEEP_STATISTICS.join(", "),
  });
}

function unsupported(what: string, instead: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what, instead });
}
