import { isOnGrid, TICK_LADDER } from "./tick-grid.ts";

/** Above this a price times a candidate may be rounded so far that a finer grid doesn't hold what a coarser one holds. */
const EXACT_TICKS = 2_251_799_813_685_248;
const FINEST = TICK_LADDER[TICK_LADDER.length - 1]!;

/**
 * `detectTicksPerUnit` for prices that come piece by piece: the same answer, without keeping them.
 *
 * Grids that no price has refused yet are kept. A price on the coarsest of them is on all its multiples, as both
 * quotients round the same number, so mostly one candidate is asked.
 */
export class TickGridSearch {
  private alive: readonly number[] = TICK_LADDER;
  /** Whether all that are alive are multiples of the first. */
  private isNested = true;
  private isEmpty = true;

  add(prices: Float64Array): void {
    if (prices.length > 0) this.isEmpty = false;
    for (let i = 0; i < prices.length && this.alive.length > 0; i++) {
      if (this.isNested) i = firstUnclear(prices, i, this.alive[0]!);
      if (i < prices.length) this.refuseBy(prices[i]!);
    }
  }

  /** All grids that hold every price so far, ascending; none without prices. */
  held(): readonly number[] {
    return this.isEmpty ? [] : this.alive;
  }

  /** The smallest grid that holds every price so far; null when none does, and without prices. */
  ticksPerUnit(): number | null {
    return this.held()[0] ?? null;
  }

  private refuseBy(price: number): void {
    if (this.alive.every((ticksPerUnit) => isOnGrid(price, ticksPerUnit))) return;
    this.alive = this.alive.filter((ticksPerUnit) => isOnGrid(price, ticksPerUnit));
    this.isNested = this.alive.every((ticksPerUnit) => ticksPerUnit % this.alive[0]! === 0);
  }
}

/** The first price from `start` on that doesn't tell by itself that it is on all multiples of a grid. */
function firstUnclear(prices: Float64Array, start: number, ticksPerUnit: number): number {
  let i = start;
  while (i < prices.length && prices[i]! * FINEST < EXACT_TICKS && isOnGrid(prices[i]!, ticksPerUnit)) i++;
  return i;
}
