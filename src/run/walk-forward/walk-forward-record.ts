import type { ParameterValue } from "../../core/params/parameter.ts";

/** Bars of a window's part. */
export interface RecordedRange {
  /** ISO 8601 UTC of the first open and the last close. */
  readonly start: string;
  readonly end: string;
  readonly bars: number;
}

/** What a window's parameters gave in one of its parts. */
export interface RecordedNumbers {
  /** Total return over the part's years, simple and not compounded, a fraction; null without a choice. */
  readonly annualReturn: number | null;
  /** The statistics of a sweep and the metrics that were searched by, by id; null when undefined. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** One window: trained, chosen, tested. */
export interface WalkForwardWindowRecord {
  readonly train: RecordedRange;
  readonly test: RecordedRange;
  /** The part of the test that is in the stitched curve. */
  readonly outOfSample: RecordedRange;
  /** Training bars that were left out for a purge which is measured. */
  readonly purgedBars: number;
  /** The best combination in training; null where none can be ranked: the window is passed in cash. */
  readonly params: Readonly<Record<string, ParameterValue>> | null;
  /** Combinations that were computed, and those of them that failed. */
  readonly trials: number;
  readonly failed: number;
  readonly inSample: RecordedNumbers;
  readonly tested: RecordedNumbers;
  /** Annual return tested over annual return in training; null unless that is above 0. */
  readonly efficiency: number | null;
}

/** How one parameter moved from window to window. */
export interface ParameterDrift {
  readonly name: string;
  /** Least and greatest choice; null for truths and texts. */
  readonly range: readonly [number, number] | null;
  /** Mean size of the change from one window to the next; null for truths and texts, and of fewer than two windows. */
  readonly meanChange: number | null;
  /** Share of the windows that chose another value than the one before; null of fewer than two. */
  readonly changedShare: number | null;
}

/** How far the choices wandered. Windows without a choice are passed over. */
export interface WalkForwardDrift {
  readonly parameters: readonly ParameterDrift[];
  /**
   * Mean distance from one window's choice to the next one's: 0 the same, 1 from one corner of the search space to the
   * opposite one (Euclidean in the unit cube, over the root of its dimensions; what has no order differs by 1). Null of
   * fewer than two choices.
   */
  readonly distance: number | null;
}

/** One pair of lengths of a walk-forward matrix. */
export interface MatrixCell {
  readonly train: number | string;
  readonly test: number | string;
  /** 0 where there is no result. */
  readonly windows: number;
  readonly efficiency: number | null;
  /** Of its stitched run, by id; null when undefined. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Why it has no result; null: it has. */
  readonly reason: string | null;
}

/** What a walk-forward found beside its stitched run. */
export interface WalkForwardRecord {
  readonly windows: readonly WalkForwardWindowRecord[];
  /**
   * Walk-forward efficiency: the mean annual return of the tests over that in training, of windows with a choice; null
   * unless training earned something. Pardo (2008), "The Evaluation and Optimization of Trading Strategies", chapter 11.
   */
  readonly efficiency: number | null;
  /** Share of the windows with a choice whose test gained; null without one. */
  readonly profitableShare: number | null;
  readonly drift: WalkForwardDrift;
  /** Combinations computed in all windows: each one is a trial of its window. */
  readonly trials: number;
  /** Windows whose last bar left a position that was marked at its close and not carried on. */
  readonly cutPositions: number;
  /**
   * Of bars that several windows test: how many, and the mean of the standard deviations of their returns. Null where
   * tests don't overlap.
   */
  readonly overlap: { readonly bars: number; readonly dispersion: number } | null;
  /** All pairs of lengths that were tried, by training and then by test; absent where these were the only ones. */
  readonly matrix?: readonly MatrixCell[];
}
