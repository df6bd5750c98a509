import type { Backtest } from "./backtest.ts";
import type { BacktestOptions } from "./backtest-options.ts";
import type { BarsOfRun } from "./given-prices.ts";
import type { Run } from "./run.ts";
import type { Sweep, SweepOptions, SweepSpace } from "./sweep/sweep.ts";
import type { SweepGrid } from "./sweep/sweep-grid.ts";

/** The vector engine as an object that keeps its options: for those who come from class-based frameworks. */
export interface VectorEngine {
  readonly options: BacktestOptions;
  /**
   * Runs a strategy over bars, exactly as `backtest` does.
   *
   * @param params the strategy's parameters; its defaults where nothing is given
   * @throws {BacksightError} what the strategy, the bars or the options did wrong
   */
  runBacktest(strategy: unknown, bars: BarsOfRun, params?: Readonly<Record<string, unknown>>): Promise<Run>;
  /**
   * Computes many combinations of a strategy's parameters, exactly as `sweep` does.
   *
   * @param space what is searched; what the parameters declare unless given
   * @throws {BacksightError} what the strategy, the bars, the space or the options did wrong
   */
  optimizeParameters(
    strategy: unknown,
    bars: BarsOfRun,
    space?: SweepSpace,
    options?: SweepOptions,
  ): Promise<SweepGrid>;
}

/** The `VectorEngine` class of a platform, over its `backtest` and its `sweep`. */
export function createVectorEngine(backtest: Backtest, sweep: Sweep): new (options?: BacktestOptions) => VectorEngine {
  return class implements VectorEngine {
    readonly options: BacktestOptions;

    constructor(options: BacktestOptions = {}) {
      this.options = options;
    }

    runBacktest(strategy: unknown, bars: BarsOfRun, params: Readonly<Record<string, unknown>> = {}): Promise<Run> {
      return backtest(strategy, bars, { ...this.options, params: { ...this.options.params, ...params } });
    }

    optimizeParameters(
      strategy: unknown,
      bars: BarsOfRun,
      space?: SweepSpace,
      options: SweepOptions = {},
    ): Promise<SweepGrid> {
      const { engine: _, ...own } = this.options;
      return sweep(strategy, bars, space, { ...own, ...options, params: { ...own.params, ...options.params } });
    }
  };
}
