import { inTicks } from "../../../math/tick-units.ts";

/**
 * Running sums of prices on a tick grid, in whole ticks: `sums[i]` is that of bars 0 to i, i excluded, so that any
 * window's sum is one exact difference. Null when a price isn't on the grid, and when sums would be too large to be exact.
 */
export function tickSums(prices: Float64Array, ticksPerUnit: number): Float64Array | null {
  const sums = new Float64Array(prices.length + 1);
  let sum = 0;
  for (let i = 0; i < prices.length; i++) {
    const ticks = inTicks(prices[i]!, ticksPerUnit);
    if (ticks / ticksPerUnit !== prices[i]) return null;
    sum += ticks;
    sums[i + 1] = sum;
  }
  return sum < Number.MAX_SAFE_INTEGER ? sums : null;
}
