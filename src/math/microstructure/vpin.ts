import { checkInteger, checkPositive } from "../../core/checks.ts";
import { standardDeviation } from "../moments.ts";
import { normalCdf } from "../normal.ts";

export interface VpinOptions {
  /** Units in a bucket; a fiftieth of a day's volume is usual. */
  readonly bucketVolume: number;
  /** Buckets that a value is the mean of; 50 without it. */
  readonly buckets?: number;
}

export interface Vpin {
  /** Index of the bar (or trade) that filled each bucket. */
  readonly row: Int32Array;
  /** |bought − sold| / volume, mean of the last `buckets` ones: 0 balanced, 1 one-sided; NaN before there are so many. */
  readonly vpin: Float64Array;
}

/**
 * The volume-synchronised probability of informed trading (D. Easley, M. López de Prado, M. O'Hara, "Flow toxicity and
 * liquidity in a high-frequency world", Review of Financial Studies 25, 2012). Each row's volume is split in bulk: the
 * share Φ(Δprice / σ) was bought, σ the deviation of all price changes; volume is filled into buckets of one size.
 *
 * σ is taken over all rows: use it for study; inside a strategy it would look ahead.
 *
 * @param prices,volumes of short bars or trades, in time's order
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function vpin(prices: Float64Array, volumes: Float64Array, options: VpinOptions): Vpin {
  const { bucketVolume, buckets = 50 } = options;
  checkPositive("bucketVolume", bucketVolume);
  checkInteger("buckets", buckets, 1);
  const changes = prices.map((price, i) => (i === 0 ? 0 : price - prices[i - 1]!));
  const sigma = standardDeviation(changes.subarray(1), 1);
  const rows: number[] = [];
  const imbalances: number[] = [];
  let [bought, filled] = [0, 0];
  for (let i = 1; i < prices.length; i++) {
    const share = sigma > 0 ? normalCdf(changes[i]! / sigma) : 0.5;
    for (let left = volumes[i]!; left > 0; ) {
      const taken = Math.min(left, bucketVolume - filled);
      bought += taken * share;
      filled += taken;
      left -= taken;
      if (filled < bucketVolume) continue;
      rows.push(i);
      imbalances.push(Math.abs(2 * bought - bucketVolume) / bucketVolume);
      [bought, filled] = [0, 0];
    }
  }
  return {
    row: Int32Array.from(rows),
    vpin: Float64Array.from(imbalances, (_, b) => meanOfLast(imbalances, b, buckets)),
  };
}

function meanOfLast(values: readonly number[], end: number, count: number): number {
  if (end + 1 < count) return NaN;
  let sum = 0;
  for (let i = end + 1 - count; i <= end; i++) sum += values[i]!;
  return sum / count;
}
