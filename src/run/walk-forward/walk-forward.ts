import { checkInteger } from "../../core/checks.ts";
import { resolveParams } from "../../core/params/resolve-params.ts";
import { noProgress, type ProgressListener } from "../../core/progress.ts";
import { asStrategy } from "../../strategy/as-strategy.ts";
import type { BacktestPlatform } from "../backtest.ts";
import { resolveOptions } from "../backtest-options.ts";
import { checkActions, pointInTimeOfSeveral } from "../check-actions.ts";
import { type BarsOfRun, pricesOf, settingsFor, sourcesOf } from "../given-prices.ts";
import { RULES_VERSION } from "../rules-version.ts";
import { Run } from "../run.ts";
import type { RunSpec } from "../run-spec.ts";
import { strategyCode } from "../strategy-code.ts";
import { executeWalkForward, type WalkForwardWatch } from "./execute-walk-forward.ts";
import { onThreads } from "./on-threads.ts";
import { readLengths } from "./read-lengths.ts";
import type { WindowSearch } from "./train-window.ts";
import { splitOptions, type WalkForwardRunOptions } from "./walk-forward-options.ts";
import { windowSearch } from "./window-search.ts";

/**
 * Chooses a strategy's parameters on one part of the history after another, each time by the past alone, and runs them on
 * the part that follows. What comes back is the run of these parts together, its windows in `run.walkForward`.
 *
 * @throws {BacksightError} as `executeWalkForward`, and what the options did wrong
 */
export type WalkForwardOptimization = (
  strategy: unknown,
  bars: BarsOfRun,
  options?: WalkForwardRunOptions,
) => Promise<Run>;

/** The `walkForwardOptimization` function of a platform. */
export function createWalkForward({
  ports,
  presenter,
  save,
  sweepExecutor,
}: BacktestPlatform): WalkForwardOptimization {
  return async (value, given, options = {}) => {
    const strategy = asStrategy(value);
    const {
      lengths,
      search: wish,
      positions,
      workers,
      signal,
      onProgress = noProgress,
      backtest,
    } = splitOptions(options);
    const asked = pricesOf(given, strategy.allocator !== undefined, backtest);
    const { params, settings: own, timeLimit, seed, tag, note, store } = resolveOptions(backtest, strategy.direction);
    for (const name of ["trials", "patience"] as const) if (wish[name] !== undefined) checkInteger(name, wish[name], 1);
    const resolved = resolveParams(strategy.name, strategy.params, params);
    const fixed = Object.fromEntries(Object.keys(params).map((name) => [name, resolved[name]!]));
    const { search, description } = windowSearch(strategy, { ...wish, fixed });
    const settings = settingsFor(strategy, backtest, own, "panel" in asked ? asked.panel.instruments.length : 1);
    const spec: RunSpec = {
      ...{ strategy: strategyCode(strategy), params: resolved, ...sourcesOf(asked), from: null, to: null },
      ...{ settings, seed, rulesVersion: RULES_VERSION },
    };
    const actions = options.actions === undefined ? null : checkActions(options.actions);
    if (actions !== null && "panel" in asked) throw pointInTimeOfSeveral();
    const windows = { ...description, windows: readLengths(lengths), positions };
    const request = { spec, windows, strategy, ...asked, actions, search, timeLimit, tag, note };
    const bound = await ports(store);
    const threads = workers === undefined ? undefined : String(workers);
    const outcome = await onThreads(request, threads, { choose: sweepExecutor }, (threaded) =>
      executeWalkForward(threaded, bound, { signal, ...progressOf(search, onProgress) }),
    );
    if (store) await save?.(outcome.detail);
    return new Run(outcome, presenter);
  };
}

/** Progress in combinations; windows that are searched twice because of their purge count once. */
export function progressOf(
  { space, trials }: Pick<WindowSearch, "space" | "trials">,
  onProgress: ProgressListener,
): Pick<WalkForwardWatch, "progress"> {
  const each = Math.min(trials, space.size);
  return {
    progress(window, windows, judged) {
      const done = window * each + Math.min(each, judged);
      onProgress({ task: "walk-forward", done, total: windows * each, unit: "runs" });
    },
  };
}
