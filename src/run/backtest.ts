import { BacksightError } from "../core/errors.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import { sha256 } from "../core/sha256.ts";
import type { Bars } from "../market/bars.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import { isLibraryStrategy } from "../strategy/strategy-factory.ts";
import { type BacktestOptions, resolveOptions } from "./backtest-options.ts";
import { executeRun } from "./execute-run.ts";
import { RULES_VERSION } from "./rules-version.ts";
import { Run, type RunPresenter } from "./run.ts";
import type { RunDetail } from "./run-detail.ts";
import type { RunPorts } from "./run-ports.ts";

/** What the front of a platform binds: ports of runs, what shows them, and where they are kept. */
export interface BacktestPlatform {
  readonly ports: (store: boolean) => Promise<RunPorts>;
  readonly presenter: RunPresenter;
  /** Keeps a run; absent where nothing is stored. */
  readonly save?: (detail: RunDetail) => Promise<void>;
}

/** Runs a strategy over bars. @throws {BacksightError} what the strategy, the bars or the options did wrong */
export type Backtest = (strategy: unknown, bars: Bars, options?: BacktestOptions) => Promise<Run>;

/** The `backtest` function of a platform. */
export function createBacktest({ ports, presenter, save }: BacktestPlatform): Backtest {
  return async (value, bars, options = {}) => {
    const strategy = asStrategy(value);
    const { params, settings, seed, tag, note, store } = resolveOptions(options, strategy.direction);
    checkBars(bars);
    const isLibrary = isLibraryStrategy(strategy);
    const codeHash = sha256(isLibrary ? `library/${strategy.name}/${strategy.version}` : strategy.sourceText);
    const spec = {
      strategy: { source: isLibrary ? "library" : "inline", name: strategy.name, codeHash } as const,
      params: resolveParams(strategy.name, strategy.params, params),
      data: bars.source,
      from: null,
      to: null,
      settings,
      seed,
      rulesVersion: RULES_VERSION,
    };
    const outcome = await executeRun({ spec, strategy, bars, tag, note }, await ports(store));
    if (store) await save?.(outcome.detail);
    return new Run(outcome, bars, presenter);
  };
}

/** Not a full check, but forgetting to await `load` is common. */
function checkBars(bars: unknown): void {
  const isObject = typeof bars === "object" && bars !== null;
  if (isObject && "closeTime" in bars && "close" in bars && "session" in bars) return;
  const value =
    isObject && "then" in bars ? "a promise: await it first" : Array.isArray(bars) ? "an array" : typeof bars;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "bars", rule: "made by load() or createBars()", value });
}
