import { BacksightError } from "../../core/errors.ts";
import type { ProgressListener } from "../../core/progress.ts";
import type { BacktestOptions } from "../backtest-options.ts";
import type { LengthsWish } from "./read-lengths.ts";
import { WALK_FORWARD_POSITIONS, type WalkForwardPositions } from "./walk-forward-spec.ts";
import type { WindowSearchWish } from "./window-search.ts";

/** How a walk-forward is made and executed; everything has a default. `params` are those that aren't searched. */
export interface WalkForwardRunOptions
  extends Omit<BacktestOptions, "engine">,
    LengthsWish,
    Omit<WindowSearchWish, "ranges" | "fixed" | "executor"> {
  /** What is searched: `{ fast: range(5, 50, 5), slow: [50, 100, 200] }`; what the parameters declare unless given. */
  readonly space?: WindowSearchWish["ranges"];
  /** What becomes of a position that is open where a window ends: "flatten", or "carry". */
  readonly positions?: WalkForwardPositions;
  /** Threads, or "auto"; strategies that are defined in the calling program are searched on its own thread. */
  readonly workers?: number | "auto";
  /** Once it is aborted, the walk-forward ends with BACKSIGHT_CANCELLED. */
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** The options of a walk-forward apart from those of any backtest. @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED */
export function splitOptions(options: WalkForwardRunOptions) {
  if ((options as BacktestOptions).engine !== undefined) {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "engine of a walk-forward",
      instead: "Leave it out: it is an option of single runs.",
    });
  }
  const { unit, train, test, step, anchored, purge, embargo, ...others } = options;
  const { metric, require, minTrades, robust, space, method, trials, patience, ...more } = others;
  const { positions, workers, signal, onProgress, ...backtest } = more;
  return {
    lengths: { unit, train, test, step, anchored, purge, embargo },
    search: { metric, require, minTrades, robust, ranges: space, method, trials, patience },
    positions: readPositions(positions),
    ...{ workers, signal, onProgress, backtest },
  };
}

/** @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readPositions(name: string = WALK_FORWARD_POSITIONS[0]): WalkForwardPositions {
  const positions = WALK_FORWARD_POSITIONS.find((known) => known === name);
  if (positions !== undefined) return positions;
  const rule = WALK_FORWARD_POSITIONS.join(" or ");
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "positions", rule, value: name });
}
