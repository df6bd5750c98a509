import { BacksightError } from "../core/errors.ts";
import { asStrategy } from "../strategy/as-strategy.ts";
import type { MonteCarloAnalysis, MonteCarloOptions } from "./monte-carlo/monte-carlo-analysis.ts";
import { isRerunMethod } from "./monte-carlo/monte-carlo-methods.ts";
import type { Run } from "./run.ts";

/** What a Monte Carlo analysis may be asked. */
export interface MonteCarloRequest extends MonteCarloOptions {
  /** The strategy that the run is of: for the methods that run it again (`permutation`, `execution-noise` and so on). */
  readonly strategy?: unknown;
}

/** Searching and judging as an object: for those who come from class-based frameworks. */
export class OptimizationEngine {
  /**
   * What else a run might have shown: paths drawn from its returns or its trades, from models fitted to them, or from
   * running its strategy again in other worlds. The same seed gives the same answer everywhere.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_MONTE_CARLO where the run has too little to draw from
   */
  async monteCarloAnalysis(run: Run, request: MonteCarloRequest = {}): Promise<MonteCarloAnalysis> {
    const { strategy, ...options } = request;
    const { method = "stationary-bootstrap" } = options;
    if (!isRerunMethod(method)) {
      const { monteCarloAnalysis } = await import("./monte-carlo/monte-carlo-analysis.ts");
      return monteCarloAnalysis(run.detail, options);
    }
    const { spec, data } = run.detail.record;
    if (strategy === undefined || data.symbols !== undefined) {
      throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
        what: data.symbols === undefined ? `${method} without a strategy` : `${method} of several instruments`,
        instead:
          data.symbols === undefined
            ? "Give the strategy that the run is of: { method, strategy }."
            : "Draw from the run's returns: stationary-bootstrap.",
      });
    }
    const { rerunAnalysis } = await import("./monte-carlo/rerun-analysis.ts");
    return rerunAnalysis(
      { spec, strategy: asStrategy(strategy), bars: run.bars },
      { method, paths: options.paths, seed: options.seed },
    );
  }
}
