import { resolveParams } from "../core/params/resolve-params.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import { type BacktestOptions, resolveOptions } from "./backtest-options.ts";
import { checkActions, pointInTimeOfSeveral } from "./check-actions.ts";
import { checkBars } from "./check-bars.ts";
import { type AnyRunRequest, execute } from "./execute.ts";
import { type BarsOfRun, pricesOf, settingsFor, sourcesOf } from "./given-prices.ts";
import { quotesOfSeveral } from "./quotes-of-run.ts";
import { RULES_VERSION } from "./rules-version.ts";
import { Run, type RunPresenter } from "./run.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import { strategyCode } from "./strategy-code.ts";
import type { ChosenExecutor, ExecutorChoice } from "./sweep/sweep-executor.ts";

/** What the front of a platform binds: ports of runs, what shows them, and where they are kept. */
export interface BacktestPlatform {
  readonly ports: (store: boolean) => Promise<RunPorts>;
  readonly presenter: RunPresenter;
  /** Keeps a run; absent where nothing is stored. */
  readonly save?: (detail: RunDetail) => Promise<void>;
  /** Where sweeps are computed; absent: on the calling thread. */
  readonly sweepExecutor?: (choice: ExecutorChoice) => Promise<ChosenExecutor>;
}

/** Runs a strategy over bars. @throws {BacksightError} what the strategy, the bars or the options did wrong */
export type Backtest = (strategy: unknown, bars: BarsOfRun, options?: BacktestOptions) => Promise<Run>;

/** The `backtest` function of a platform. */
export function createBacktest({ ports, presenter, save }: BacktestPlatform): Backtest {
  return async (value, given, options = {}) => {
    const strategy = asStrategy(value);
    const { params, settings, engine, timeLimit, seed, tag, note, store } = resolveOptions(options, strategy.direction);
    const prices = pricesOf(given, strategy.allocator !== undefined, options);
    const actions = options.actions === undefined ? null : checkActions(options.actions);
    if (actions !== null && "panel" in prices) throw pointInTimeOfSeveral();
    const spec = {
      strategy: strategyCode(strategy),
      params: resolveParams(strategy.name, strategy.params, params),
      ...sourcesOf(prices),
      from: null,
      to: null,
      settings: settingsFor(strategy, options, settings, "panel" in prices ? prices.panel.instruments.length : 1),
      seed,
      rulesVersion: RULES_VERSION,
    };
    const finer = typeof options.finer === "object" ? options.finer : null;
    if (finer !== null) checkBars(finer, false);
    const { quotes = null, trades = null } = options;
    if ((quotes ?? trades) !== null && "panel" in prices) throw quotesOfSeveral();
    const request: AnyRunRequest = {
      ...prices,
      finer,
      actions,
      quotes,
      trades,
      spec,
      strategy,
      engine,
      timeLimit,
      tag,
      note,
    };
    const outcome = await execute(request, await ports(store));
    if (store) await save?.(outcome.detail);
    return new Run(outcome, presenter);
  };
}
