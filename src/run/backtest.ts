import { BacksightError } from "../core/errors.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import type { Bars } from "../market/bars.ts";
import { type Panel, panelOf } from "../market/panel.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import { type BacktestOptions, resolveOptions } from "./backtest-options.ts";
import { checkActions, pointInTimeOfSeveral } from "./check-actions.ts";
import { checkBars } from "./check-bars.ts";
import { type AnyRunRequest, execute } from "./execute.ts";
import { quotesOfSeveral, spreadOfRun } from "./quotes-of-run.ts";
import { RULES_VERSION } from "./rules-version.ts";
import { Run, type RunPresenter } from "./run.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";
import { sizeOfSeveral } from "./size-of-several.ts";
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

/** The prices of one instrument, or of several that share the cash: a list, or a panel with a universe as of each day. */
export type BarsOfRun = Bars | readonly Bars[] | Panel;

/** Runs a strategy over bars. @throws {BacksightError} what the strategy, the bars or the options did wrong */
export type Backtest = (strategy: unknown, bars: BarsOfRun, options?: BacktestOptions) => Promise<Run>;

/** The `backtest` function of a platform. */
export function createBacktest({ ports, presenter, save }: BacktestPlatform): Backtest {
  return async (value, given, options = {}) => {
    const strategy = asStrategy(value);
    const { params, settings, engine, timeLimit, seed, tag, note, store } = resolveOptions(options, strategy.direction);
    const prices = pricesOf(given, strategy.allocator !== undefined);
    const actions = options.actions === undefined ? null : checkActions(options.actions);
    if (actions !== null && "panel" in prices) throw pointInTimeOfSeveral();
    const instruments = "panel" in prices ? prices.panel.instruments : [prices.bars];
    const [first, ...others] = instruments.map(({ source }) => source);
    const spec = {
      strategy: strategyCode(strategy),
      params: resolveParams(strategy.name, strategy.params, params),
      data: first!,
      ...(others.length > 0 ? { moreData: others } : {}),
      from: null,
      to: null,
      settings:
        options.size === undefined && strategy.allocator === undefined
          ? sizeOfSeveral(settings, instruments.length)
          : settings,
      seed,
      rulesVersion: RULES_VERSION,
    };
    const finer = typeof options.finer === "object" ? options.finer : null;
    if (finer !== null) checkBars(finer, false);
    const { quotes = null } = options;
    if (quotes !== null && "panel" in prices) throw quotesOfSeveral();
    const quoted = quotes === null || "panel" in prices ? null : spreadOfRun(prices.bars, quotes);
    const request: AnyRunRequest = { ...prices, finer, actions, quoted, spec, strategy, engine, timeLimit, tag, note };
    const outcome = await execute(request, await ports(store));
    if (store) await save?.(outcome.detail);
    return new Run(outcome, presenter);
  };
}

function pricesOf(given: BarsOfRun, isPortfolio: boolean): { readonly bars: Bars } | { readonly panel: Panel } {
  if (typeof given === "object" && given !== null && "instruments" in given) return { panel: given };
  const all = Array.isArray(given) ? (given as readonly Bars[]) : [given as Bars];
  for (const bars of all) checkBars(bars, Array.isArray(given));
  if (all.length === 0)
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "bars", rule: "of one instrument at least", value: "none" });
  return all.length > 1 || isPortfolio ? { panel: panelOf(all) } : { bars: all[0]! };
}
