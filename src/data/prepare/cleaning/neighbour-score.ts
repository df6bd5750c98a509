import { log } from "../../../math/log.ts";
import { quantile } from "../../../math/quantile.ts";

/** Makes the median absolute deviation of normal values their standard deviation: 1 / Φ⁻¹(3/4). */
const MAD_TO_DEVIATION = 1.4826022185056018;

/**
 * How far a price is from its neighbours on both sides, in robust standard deviations of their logarithms: |log p −
 * median| / (1.4826 MAD), the deviation being at least `floor` (Iglewicz & Hoaglin 1993, "How to Detect and Handle
 * Outliers"). A lasting change of level scores low: half of the neighbours share it. NaN with fewer than 3 neighbours.
 *
 * Neighbours on both sides include later ones: this is for repairing data before a simulation, never for signals.
 *
 * @param prices above 0, in time's order
 * @param reach neighbours on each side
 * @param floor least relative deviation: prices that don't move at all would make every tick an outlier
 */
export function neighbourScore(prices: Float64Array, i: number, reach: number, floor: number): number {
  return scoreAmong(neighboursOf(prices, i, reach), log(prices[i]!), floor);
}

export interface OutlierRule {
  /** Neighbours on each side. */
  readonly reach: number;
  /** Robust standard deviations from which a value is an outlier. */
  readonly threshold: number;
}

/** Whether a price's `neighbourScore` is above the threshold; most are told from near neighbours at once. */
export function isPriceOutlier(
  prices: Float64Array,
  i: number,
  { reach, threshold }: OutlierRule,
  floor: number,
): boolean {
  // log(1 + x) <= x: a price within this factor of all its neighbours is that near to their median.
  const near = 1 + threshold * floor;
  const price = prices[i]!;
  let isNear = true;
  for (let j = Math.max(0, i - reach); j <= Math.min(prices.length - 1, i + reach); j++) {
    if (price > prices[j]! * near || price * near < prices[j]!) isNear = false;
  }
  return !isNear && neighbourScore(prices, i, reach, floor) > threshold;
}

/** The same for a volume, upwards only: below the median it is 0. */
export function volumeScore(volumes: Float64Array, i: number, reach: number): number {
  const neighbours = neighboursOf(volumes, i, reach);
  const volume = volumes[i]!;
  if (!(volume > 0) || neighbours.length < 3) return 0;
  const own = log(volume);
  return own <= quantile(neighbours, 0.5) ? 0 : scoreAmong(neighbours, own, 0.5);
}

function neighboursOf(values: Float64Array, i: number, reach: number): number[] {
  const logs: number[] = [];
  for (let j = Math.max(0, i - reach); j <= Math.min(values.length - 1, i + reach); j++) {
    if (j !== i && values[j]! > 0 && values[j]! < Infinity) logs.push(log(values[j]!));
  }
  return logs;
}

function scoreAmong(neighbours: readonly number[], own: number, floor: number): number {
  if (neighbours.length < 3) return NaN;
  const median = quantile(neighbours, 0.5);
  const deviations = neighbours.map((value) => Math.abs(value - median));
  return Math.abs(own - median) / Math.max(MAD_TO_DEVIATION * quantile(deviations, 0.5), floor);
}
