import type { EngineChoice } from "../run/engine-choice.ts";
import type { ObjectiveWish } from "../run/sweep/read-objective.ts";
import type { RunWish } from "./prepare-run.ts";

/** A sweep as a person asks for it; parameters may be ranges and lists. */
export interface RunSweepWish extends RunWish, ObjectiveWish {
  /** Undefined: the grid, or nsga2 where several metrics are given. */
  readonly method: string | undefined;
  /** Most combinations; undefined: the whole grid, or 200 of another method. */
  readonly trials: number | undefined;
  /** Ends after so many combinations in a row without a better one. */
  readonly patience?: number | undefined;
  readonly top: number;
  /** What runs the best in full; undefined: the strategy's own. */
  readonly engine?: EngineChoice | undefined;
  /** A stored sweep of the strategy, whose best are tried first. */
  readonly warmStart?: string | undefined;
  /** Seconds that the code of a combination may run at one go; null: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  /** Threads: a number, or auto. */
  readonly workers?: string | undefined;
  /** Id of the stored sweep that goes on. */
  readonly resume?: string | undefined;
  /** True: begins anew, also where an unfinished sweep computes the same. */
  readonly isFresh?: boolean | undefined;
}
