import { quantilesInPlace } from "../../math/quantiles.ts";
import type { SimulatedPaths } from "./simulated-paths.ts";

/** How paths spread: one column per share, one value per horizon. */
export interface Fan {
  readonly horizons: Int32Array;
  /** Shares of the paths that lie below each column, 0 to 1. */
  readonly shares: readonly number[];
  /** Money. */
  readonly equity: readonly Float64Array[];
}

export const FAN_SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * Quantiles of equity at every horizon (type 7, as `quantile`).
 *
 * @param shares ascending
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for shares outside 0 to 1, or that don't ascend
 * @example Two paths that both go 100, 110, 55, 66: fanOf(paths, [0.5]) // equity 100, 110, 55, 66
 */
export function fanOf(simulated: SimulatedPaths, shares: readonly number[] = FAN_SHARES): Fan {
  const { horizons } = simulated;
  const equity = shares.map(() => new Float64Array(horizons.length));
  const scratch = new Float64Array(simulated.paths);
  for (let k = 0; k < horizons.length; k++) {
    scratch.set(simulated.equity[k]!);
    const found = quantilesInPlace(scratch, shares);
    for (let s = 0; s < shares.length; s++) equity[s]![k] = found[s]!;
  }
  return { horizons, shares, equity };
}
