/**
 * Candidates for `ticksPerUnit`, ascending: powers of ten (decimal prices), powers of two (bond and grain fractions
 * to 1/1024), and the halves, quarters and fifths of decimal grids that futures and crypto markets quote in.
 */
export const TICK_LADDER: readonly number[] = [
  1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 125, 128, 160, 200, 250, 256, 400, 500, 512, 640, 800, 1000,
  1024, 1250, 2000, 2500, 4000, 5000, 8000, 10_000, 12_500, 20_000, 25_000, 40_000, 50_000, 80_000, 100_000, 125_000,
  200_000, 250_000, 400_000, 500_000, 800_000, 1_000_000,
];

const TOO_MANY_TICKS = 9_007_199_254_740_992;

/**
 * The smallest grid of `TICK_LADDER` on which every price lies: price = ticks / ticksPerUnit, one correctly rounded
 * division of a whole number below 2^53. Null when none fits, when a value isn't finite, and without values.
 *
 * @param held grids that are known to hold every price: they aren't tried again
 */
export function detectTicksPerUnit(columns: readonly Float64Array[], held: readonly number[] = []): number | null {
  // The price that refused the last candidate usually refuses the next one as well: it is asked first.
  let witness = columns.find((column) => column.length > 0)?.[0] ?? NaN;
  for (const ticksPerUnit of TICK_LADDER) {
    if (held.includes(ticksPerUnit)) return ticksPerUnit;
    if (!isOnGrid(witness, ticksPerUnit)) continue;
    const refusing = firstOffGrid(columns, ticksPerUnit);
    if (refusing === undefined) return ticksPerUnit;
    witness = refusing;
  }
  return null;
}

/** True when `ticksPerUnit` is a whole number above 0 and every price lies on its grid. */
export function isOnTickGrid(columns: readonly Float64Array[], ticksPerUnit: number): boolean {
  return Number.isInteger(ticksPerUnit) && ticksPerUnit > 0 && firstOffGrid(columns, ticksPerUnit) === undefined;
}

function firstOffGrid(columns: readonly Float64Array[], ticksPerUnit: number): number | undefined {
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      if (!isOnGrid(column[i]!, ticksPerUnit)) return column[i]!;
    }
  }
  return undefined;
}

/** Whether a price is a whole number of ticks below 2^53, divided by `ticksPerUnit`. */
export function isOnGrid(price: number, ticksPerUnit: number): boolean {
  const ticks = Math.round(price * ticksPerUnit);
  return Math.abs(ticks) < TOO_MANY_TICKS && ticks / ticksPerUnit === price;
}
