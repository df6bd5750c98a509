/**
 * Arithmetic on prices that is exact where they lie on a tick grid: on whole ticks, with one division at the end, so
 * that results that are equal on paper are equal floats. `ticksPerUnit` null: plain arithmetic.
 */

/** The price as a whole number of ticks; the price itself off-grid. */
export function inTicks(price: number, ticksPerUnit: number | null): number {
  return ticksPerUnit === null ? price : Math.round(price * ticksPerUnit);
}

/** a − b in the prices' unit: on a grid the float nearest to the true difference. */
export function tickDifference(a: number, b: number, ticksPerUnit: number | null): number {
  return ticksPerUnit === null ? a - b : (Math.round(a * ticksPerUnit) - Math.round(b * ticksPerUnit)) / ticksPerUnit;
}

/** (a + b) / 2 in the prices' unit: on a grid equal midpoints are equal floats. */
export function tickMidpoint(a: number, b: number, ticksPerUnit: number | null): number {
  return ticksPerUnit === null
    ? (a + b) / 2
    : (Math.round(a * ticksPerUnit) + Math.round(b * ticksPerUnit)) / (2 * ticksPerUnit);
}
