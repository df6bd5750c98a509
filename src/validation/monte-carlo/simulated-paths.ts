/** Simulated equity, as columns. */
export interface SimulatedPaths {
  readonly startingCash: number;
  /** Number of paths in the columns. */
  readonly paths: number;
  readonly periods: number;
  /** Periods at which equity was kept, ascending, 0 first. */
  readonly horizons: Int32Array;
  /** Equity at each horizon: one column per horizon, one value per path. */
  readonly equity: readonly Float64Array[];
  /** Per path: the deepest drawdown, a fraction at or below 0. */
  readonly maxDrawdown: Float64Array;
  /** Per path: the lowest equity, the start included. */
  readonly lowest: Float64Array;
  /** Per path: the longest time below an earlier peak, in periods. */
  readonly longestUnderWater: Float64Array;
}
