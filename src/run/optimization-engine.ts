import { BacksightError } from "../core/errors.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import type { BarsOfRun } from "./given-prices.ts";
import type { MonteCarloAnalysis, MonteCarloOptions } from "./monte-carlo/monte-carlo-analysis.ts";
import { isRerunMethod } from "./monte-carlo/monte-carlo-methods.ts";
import type { Run } from "./run.ts";
import type { WalkForwardOptimization } from "./walk-forward/walk-forward.ts";
import type { WalkForwardRunOptions } from "./walk-forward/walk-forward-options.ts";

/** What a Monte Carlo analysis may be asked. */
export interface MonteCarloRequest extends MonteCarloOptions {
  /** The strategy that the run is of: for the methods that run it again (`permutation`, `execution-noise` and so on). */
  readonly strategy?: unknown;
}

/** Searching and judging as an object: for those who come from class-based frameworks. */
export interface OptimizationEngine {
  /**
   * Chooses parameters on one part of the history after another and runs them on the part that follows, exactly as
   * `walkForwardOptimization` does.
   *
   * @throws {BacksightError} what the strategy, the bars or the options did wrong
   */
  walkForwardOptimization(strategy: unknown, bars: BarsOfRun, options?: WalkForwardRunOptions): Promise<Run>;
  /**
   * What else a run might have shown: paths drawn from its returns or its trades, from models fitted to them, or from
   * running its strategy again in other worlds. The same seed gives the same answer everywhere.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_MONTE_CARLO where the run has too little to draw from
   */
  monteCarloAnalysis(run: Run, request?: MonteCarloRequest): Promise<MonteCarloAnalysis>;
}

/** The `OptimizationEngine` class of a platform, over its `walkForwardOptimization`. */
export function createOptimizationEngine(walkForward: WalkForwardOptimization): new () => OptimizationEngine {
  return class implements OptimizationEngine {
    walkForwardOptimization(strategy: unknown, bars: BarsOfRun, options?: WalkForwardRunOptions): Promise<Run> {
      return walkForward(strategy, bars, options);
    }

    monteCarloAnalysis(run: Run, request: MonteCarloRequest = {}): Promise<MonteCarloAnalysis> {
      return monteCarloOf(run, request);
    }
  };
}

async function monteCarloOf(run: Run, { strategy, ...options }: MonteCarloRequest): Promise<MonteCarloAnalysis> {
  const { method = "stationary-bootstrap" } = options;
  if (!isRerunMethod(method)) {
    const { monteCarloAnalysis } = await import("./monte-carlo/monte-carlo-analysis.ts");
    return monteCarloAnalysis(run.detail, options);
  }
  const { spec, data } = run.detail.record;
  if (strategy === undefined || data.symbols !== undefined || spec.walkForward !== undefined)
    throw onlyDrawn(run, method);
  const { rerunAnalysis } = await import("./monte-carlo/rerun-analysis.ts");
  return rerunAnalysis(
    { spec, strategy: asStrategy(strategy), bars: run.bars },
    { method, paths: options.paths, seed: options.seed },
  );
}

/** Which runs can't be run again in other worlds. */
function onlyDrawn({ detail }: Run, method: string): BacksightError {
  const { spec, data } = detail.record;
  const isOfSeveral = data.symbols !== undefined;
  const what = isOfSeveral ? "several instruments" : "a walk-forward";
  return isOfSeveral || spec.walkForward !== undefined
    ? new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
        what: `${method} of ${what}`,
        instead: "Draw from the run's returns: stationary-bootstrap.",
      })
    : new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
        what: `${method} without a strategy`,
        instead: "Give the strategy that the run is of: { method, strategy }.",
      });
}
