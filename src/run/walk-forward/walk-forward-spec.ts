import type { ParameterValue } from "../../core/params/parameter.ts";
import type { NumberRange } from "../../optimize/spaces/search-range.ts";

export const WALK_FORWARD_UNITS = ["sessions", "bars", "calendar"] as const;

/** What becomes of a position that is open where a window ends. */
export const WALK_FORWARD_POSITIONS = ["flatten", "carry"] as const;
export type WalkForwardPositions = (typeof WALK_FORWARD_POSITIONS)[number];

/** The purge that is measured in each window: the longest time for which the chosen parameters held a position there. */
export const LONGEST_HOLDING = "longest-holding";

/** How long windows are: whole numbers of sessions or bars, or lengths of calendar time ("2y", "6mo", "4w", "10d"). */
export interface WalkForwardLengths {
  readonly unit: (typeof WALK_FORWARD_UNITS)[number];
  readonly train: number | string;
  readonly test: number | string;
  readonly step: number | string;
  /** Every window trains from the first bar on. */
  readonly isAnchored: boolean;
  /** Left out at the end of training: a length, or {@link LONGEST_HOLDING}. */
  readonly purge: number | string;
  /** Left out there in addition. */
  readonly embargo: number | string;
}

/** A walk-forward as plain data: what makes another result of it is part of the run's identity. */
export interface WalkForwardSpec {
  /** Half-open range of bar opens over which windows are planned, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly windows: WalkForwardLengths;
  readonly positions: WalkForwardPositions;
  /** Name of the sampler that proposes combinations in each window. */
  readonly method: string;
  /** Most combinations of each window; null: all that the method has. */
  readonly trials: number | null;
  /** A window's search ends after so many combinations in a row without a better one; null: it doesn't. */
  readonly patience: number | null;
  /** What is searched; null: what the parameters declare. */
  readonly ranges: Readonly<Record<string, NumberRange | readonly ParameterValue[] | ParameterValue>> | null;
  /** "sharpeRatio:higher"; of several the first one chooses among the best. */
  readonly goals: readonly string[];
  /** "tradesCount>=30". */
  readonly requirements: readonly string[];
  readonly minTrades: number;
  /** "neighbours", "folds:4"; null: each combination counts by its own row. */
  readonly robust: string | null;
}
