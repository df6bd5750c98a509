import type { Json } from "../../core/canonical-json.ts";
import { checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { quantile } from "../../math/quantile.ts";
import { periodRate } from "../../metrics/annualisation.ts";
import { excessReturns } from "../../metrics/excess-returns.ts";
import { type Fan, fanOf } from "../../validation/monte-carlo/fan.ts";
import {
  type KellyUnderUncertainty,
  kellyMultiple,
  kellyUnderUncertainty,
} from "../../validation/monte-carlo/kelly.ts";
import { type MetricInterval, metricIntervals } from "../../validation/monte-carlo/metric-intervals.ts";
import { drawdownProbability, lossProbabilities, riskOfRuin } from "../../validation/monte-carlo/ruin.ts";
import { simulatePaths } from "../../validation/monte-carlo/simulate-paths.ts";
import type { RunDetail } from "../run-detail.ts";
import { closedTradeReturns, type RunReturns, runReturns } from "../run-returns.ts";
import { isRerunMethod, MONTE_CARLO_METHODS, type MonteCarloMethod } from "./monte-carlo-methods.ts";
import { pathMetrics } from "./path-metrics.ts";
import { pathSource } from "./path-source.ts";

export interface MonteCarloOptions {
  /** "stationary-bootstrap" without it. */
  readonly method?: MonteCarloMethod | undefined;
  /** 1,000 without it. */
  readonly paths?: number | undefined;
  /** 1 without it; the same seed gives the same paths everywhere. */
  readonly seed?: number | undefined;
  /** Mean block length of the block bootstraps, in periods; chosen from the returns without it. */
  readonly blockLength?: number | undefined;
  /** Periods (trades, where trades are drawn) of each path; as many as the run has without it. */
  readonly horizon?: number | undefined;
}

/** Share of the paths that lost a share of what they began with, at any time, or fell so far from a peak. */
export interface RuinLevel {
  /** A fraction, above 0. */
  readonly loss: number;
  readonly ofStart: number;
  readonly fromPeak: number;
}

/** What might have been, had luck been another. */
export interface MonteCarloAnalysis {
  readonly method: MonteCarloMethod;
  readonly paths: number;
  readonly seed: number;
  /** Length of a path, and what it counts: "session", "bar" or "trade". */
  readonly periods: number;
  readonly noun: string;
  readonly startingCash: number;
  /** What the method was fitted with: block length, parameters of the model; empty where nothing is fitted. */
  readonly fit: Readonly<Record<string, Json>>;
  /** Quantiles of equity along the way; null where paths are of different lengths. */
  readonly fan: Fan | null;
  /** The run's own equity at the fan's horizons; NaN beyond its end. */
  readonly observed: Float64Array | null;
  /** Per horizon of the fan: share of the paths below the start. */
  readonly lossProbability: Float64Array | null;
  readonly ruin: readonly RuinLevel[];
  /** Quantiles of the deepest drawdown, the deepest first: shares as in `DRAWDOWN_SHARES`. */
  readonly drawdowns: readonly number[];
  readonly metrics: readonly MetricInterval[];
  /** Null where it can't be asked: trades shuffled have all the same mean. */
  readonly kelly: KellyUnderUncertainty | null;
  /** Share of the paths with an end below the start. */
  readonly endsInLoss: number;
  /** Of the permutation's Sharpe ratios: `(1 + b)/(1 + B)`; null for other methods. */
  readonly pValue: number | null;
  /** The permutation's Sharpe ratios, one per world, NaN where it couldn't be run; null for other methods. */
  readonly permuted: Float64Array | null;
}

export const RUIN_LEVELS = [0.1, 0.2, 0.3, 0.5, 0.9] as const;
export const DRAWDOWN_SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const MOST_PATHS = 1_000_000;

/**
 * Draws paths from what a run is, its returns or its trades, and says how its equity, drawdowns and metrics scatter.
 * Methods that run the strategy again are refused here: `rerunAnalysis` does them.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_MONTE_CARLO where the run has too little to draw from
 */
export function monteCarloAnalysis(detail: RunDetail, options: MonteCarloOptions = {}): MonteCarloAnalysis {
  const { method = "stationary-bootstrap", paths = 1000, seed = 1, blockLength } = options;
  checkInteger("paths", paths, 1, MOST_PATHS);
  checkInteger("seed", seed, 0);
  if (isRerunMethod(method)) {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `${method} from a run's record alone`,
      instead: "It runs the strategy again: give strategy and prices, or use `backsight monte-carlo`.",
    });
  }
  const { from } = MONTE_CARLO_METHODS[method];
  const { cash: startingCash, riskFree } = detail.record.spec.settings;
  const source = from === "trades" ? closedTradeReturns(detail) : runReturns(detail);
  const { returns, noun } = source;
  checkSource(detail.record.id, method, source);
  const periods = checkInteger("horizon", options.horizon ?? returns.length, 1);
  const { draw, fit } = pathSource(method, returns, blockLength);
  const rate = periodRate(riskFree, source.periodsPerYear);
  const input = { startingCash, periodsPerYear: source.periodsPerYear, riskFree };
  const observed = pathMetrics(returns, input);
  const values = Object.fromEntries(Object.keys(observed).map((id) => [id, new Float64Array(paths)]));
  const multiples = new Float64Array(paths);
  const simulated = simulatePaths(draw, {
    periods,
    paths,
    seed,
    name: method,
    startingCash,
    onPath: (path, drawn) => {
      const metrics = pathMetrics(drawn, input);
      for (const id of Object.keys(values)) values[id]![path] = metrics[id]!;
      multiples[path] = kellyMultiple(excessReturns(drawn, rate));
    },
  });
  const fan = fanOf(simulated);
  const lossProbability = lossProbabilities(simulated);
  return {
    method,
    paths,
    seed,
    periods,
    noun,
    startingCash,
    fit,
    fan,
    observed: equityAt(returns, startingCash, fan.horizons),
    lossProbability,
    ruin: RUIN_LEVELS.map((loss) => ({
      loss,
      ofStart: riskOfRuin(simulated, loss),
      fromPeak: drawdownProbability(simulated, loss),
    })),
    drawdowns: DRAWDOWN_SHARES.map((share) => quantile(simulated.maxDrawdown, share)),
    metrics: metricIntervals(observed, values),
    kelly: method === "trade-shuffle" ? null : kellyUnderUncertainty(excessReturns(returns, rate), multiples),
    endsInLoss: lossProbability[lossProbability.length - 1]!,
    pValue: null,
    permuted: null,
  };
}

const FEWEST = 2;
/** What a model with parameters of its own needs. */
const FEWEST_FITTED = 50;

/** @throws {BacksightError} BACKSIGHT_MONTE_CARLO */
function checkSource(id: string, method: MonteCarloMethod, { returns, noun }: RunReturns): void {
  const isFitted = method === "garch" || method === "regime-switching";
  const refuse = (problem: string) => new BacksightError("BACKSIGHT_MONTE_CARLO", { id, problem });
  if (returns.length < (isFitted ? FEWEST_FITTED : FEWEST)) {
    throw refuse(`${returns.length} ${noun === "trade" ? "closed trades" : `${noun}s`} are too few for ${method}`);
  }
  if ((isFitted || method === "gbm") && returns.some((value) => value <= -1)) {
    throw refuse(`it lost everything, and ${method} has no such return`);
  }
  if (isFitted && returns.every((value) => value === returns[0])) throw refuse("its returns don't vary");
}

function equityAt(returns: Float64Array, startingCash: number, horizons: Int32Array): Float64Array {
  const equity = new Float64Array(returns.length + 1);
  equity[0] = startingCash;
  for (let i = 0; i < returns.length; i++) equity[i + 1] = Math.max(0, equity[i]! * (1 + returns[i]!));
  return Float64Array.from(horizons, (period) => equity[period] ?? NaN);
}
