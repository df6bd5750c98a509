import { checkInteger } from "../../core/checks.ts";
import { resolveParams } from "../../core/params/resolve-params.ts";
import { noProgress, type ProgressListener } from "../../core/progress.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { SearchRange } from "../../optimize/spaces/search-range.ts";
import { asStrategy } from "../../strategy/as-strategy.ts";
import { type BacktestPlatform, createBacktest } from "../backtest.ts";
import { type BacktestOptions, resolveOptions } from "../backtest-options.ts";
import { checkActions, pointInTimeOfSeveral } from "../check-actions.ts";
import { execute } from "../execute.ts";
import { type BarsOfRun, pricesOf, settingsFor, sourcesOf } from "../given-prices.ts";
import { measuredRange } from "../measured-range.ts";
import { RULES_VERSION } from "../rules-version.ts";
import type { RunSpec } from "../run-spec.ts";
import { strategyCode } from "../strategy-code.ts";
import { type WindowSearchWish, windowSearch } from "../walk-forward/window-search.ts";
import { crossValidateSweep } from "./cross-validate-sweep.ts";
import { executeSweep } from "./execute-sweep.ts";
import { mostCompared, type SweepEvidence, sweepEvidence } from "./sweep-evidence.ts";
import { inProcessExecutor } from "./sweep-executor.ts";
import { SweepGrid, type SweepGuards } from "./sweep-grid.ts";
import { SweepRowsKept } from "./sweep-rows-kept.ts";
import { SweepSample } from "./sweep-sample.ts";
import { countTrials } from "./sweep-trials.ts";
import { sweptPrices } from "./swept-prices.ts";

/** What is searched: `{ fast: range(5, 50, 5), slow: [50, 100, 200] }`; without it what the parameters declare. */
export type SweepSpace = Readonly<Record<string, SearchRange>>;

/** How a sweep is made, and how each combination is executed; everything has a default. `params` are those that stay. */
export interface SweepOptions
  extends Omit<BacktestOptions, "engine">,
    Omit<WindowSearchWish, "ranges" | "fixed" | "executor"> {
  /** How many of the best `summary.best` lists; 10. */
  readonly top?: number;
  /** Threads, or "auto"; strategies that are defined in the calling program are swept on its own thread. */
  readonly workers?: number | "auto";
  /** Once it is aborted, the sweep ends with BACKSIGHT_CANCELLED. */
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/**
 * Computes many combinations of a strategy's parameters; each is counted as a trial. Memory grows by a row of numbers for
 * each combination; trades and curves are made for those that are asked for.
 *
 * @throws {BacksightError} what the strategy, the bars, the space or the options did wrong
 * @example const grid = await sweep(strategy, bars, { fast: range(5, 50, 5), slow: range(20, 200, 10) });
 */
export type Sweep = (
  strategy: unknown,
  bars: BarsOfRun,
  space?: SweepSpace,
  options?: SweepOptions,
) => Promise<SweepGrid>;

/** The `sweep` function of a platform. */
export function createSweep(platform: BacktestPlatform): Sweep {
  const backtest = createBacktest(platform);
  return async (value, given, space, options = {}) => {
    const strategy = asStrategy(value);
    const asked = pricesOf(given, strategy.allocator !== undefined, options);
    const { metric, require, minTrades, robust, method, trials, patience, ...others } = options;
    const { top = 10, workers = "auto", signal, onProgress = noProgress, ...execution } = others;
    const {
      params,
      settings: resolvedSettings,
      timeLimit,
      seed,
      store,
    } = resolveOptions(execution, strategy.direction);
    for (const [name, count] of Object.entries({ trials, patience, top }))
      if (count !== undefined) checkInteger(name, count, 1);
    const resolved = resolveParams(strategy.name, strategy.params, params);
    const fixed = Object.fromEntries(Object.keys(params).map((name) => [name, resolved[name]!]));
    const wish = { metric, require, minTrades, robust, method, trials, patience, ranges: space, fixed };
    const { search } = windowSearch(strategy, wish);
    const { objective, patience: most } = search;
    const ofOne = options.actions === undefined ? null : checkActions(options.actions);
    if (ofOne !== null && "panel" in asked) throw pointInTimeOfSeveral();
    const prices = sweptPrices("panel" in asked ? asked : { ...asked, actions: ofOne });
    const { bars, actions, several, symbols } = prices;
    const settings = settingsFor(strategy, options, resolvedSettings, symbols.length);
    const { start } = measuredRange(bars, null, 1);
    const { data, ...more } = sourcesOf(asked);
    const spec: RunSpec = {
      ...{ strategy: strategyCode(strategy), params: resolved, data, ...more },
      from: columnOf(bars, "time").at(start)!,
      to: columnOf(bars, "closeTime").at(bars.length - 1)!,
      ...{ settings, seed, rulesVersion: RULES_VERSION },
    };
    const ports = await platform.ports(store);
    const sampler = search.sampler(search.space, { seed });
    const total = Math.min(search.trials, search.space.size);
    const chosen = await platform.sweepExecutor?.({
      ...{
        workers: String(workers),
        strategy: spec.strategy,
        bars,
        several,
        combinations: total,
        batch: sampler.batch,
      },
    });
    const kept = new SweepRowsKept();
    const sample = new SweepSample(objective, mostCompared(bars), seed);
    const swept = { strategy, bars, several, actions, settings, timeLimit };
    const to = columnOf(bars, "closeTime").at(bars.length - 1)!;
    const count = countTrials({ spec: { ...spec, to }, strategy, bars, symbols }, ports);
    const summary = await executeSweep(
      {
        ...{ ...swept, space: search.space, sampler, trials: search.trials, objective, robust: search.robust, top },
        ...(most === null ? {} : { patience: most }),
        executor: chosen?.create ?? inProcessExecutor,
      },
      {
        async keep(rows, combos, part) {
          await count(rows, combos, part);
          if (part.share === 1) sample.offer(rows, combos);
          kept.keep(rows, combos, part);
          await ports.breathe?.();
        },
        signal,
        withinTime: ports.withinTime,
        progress: (done) => onProgress({ task: "sweep", done, total, unit: "runs" }),
      },
    );
    const [best] = summary.best;
    const request = { ...asked, spec: { ...spec, params: best?.params ?? {} }, strategy, actions: ofOne };
    const evidence =
      best === undefined
        ? null
        : await sweepEvidence((await execute(request, ports)).detail, sample, swept, ports.breathe);
    return new SweepGrid(kept, {
      summary,
      guards: evidence === null ? null : guardsOf(evidence),
      notes: chosen?.note == null || workers === "auto" ? [] : [chosen.note],
      crossValidate: (combos, folds) => crossValidateSweep(swept, combos, folds),
      run: (chosenParams) => backtest(strategy, given, { ...execution, params: chosenParams }),
    });
  };
}

function guardsOf({ evidence, compared }: SweepEvidence): SweepGuards {
  const { deflatedSharpe, overfitting, trials } = evidence;
  return { deflatedSharpe, pbo: overfitting?.probability ?? NaN, effectiveTrials: trials.count, compared };
}
