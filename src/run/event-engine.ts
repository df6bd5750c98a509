import type { Backtest } from "./backtest.ts";
import type { BacktestOptions } from "./backtest-options.ts";
import type { BarsOfRun } from "./given-prices.ts";
import type { Run } from "./run.ts";

/** The event engine as an object that keeps its options: for those who come from class-based frameworks. */
export interface EventEngine {
  readonly options: BacktestOptions;
  /**
   * Runs a strategy over bars event by event, exactly as `backtest` does with `engine: "event"`: callbacks on one instrument
   * or several that share the cash, signals on one.
   *
   * @param params the strategy's parameters; its defaults where nothing is given
   * @throws {BacksightError} what the strategy, the bars or the options did wrong
   */
  runBacktest(strategy: unknown, bars: BarsOfRun, params?: Readonly<Record<string, unknown>>): Promise<Run>;
}

/** The `EventEngine` class of a platform, over its `backtest`. */
export function createEventEngine(backtest: Backtest): new (options?: BacktestOptions) => EventEngine {
  return class implements EventEngine {
    readonly options: BacktestOptions;

    constructor(options: BacktestOptions = {}) {
      this.options = options;
    }

    runBacktest(strategy: unknown, bars: BarsOfRun, params: Readonly<Record<string, unknown>> = {}): Promise<Run> {
      const { options } = this;
      return backtest(strategy, bars, { ...options, engine: "event", params: { ...options.params, ...params } });
    }
  };
}
