/** How much larger a strategy may become before market impact leaves nothing. */
export interface SizeCapacity {
  /** Money at which impact eats the whole edge; 0 without an edge before impact, Infinity where it never does. */
  readonly capital: number;
  /** capital / money that the orders were sized for: below 1, it is too large already. */
  readonly multiple: number;
}

/**
 * Is there room for its size? The capacity of a run (the metric of that name: all orders k times as large, their impact by the
 * cost model's square-root law on the volumes of the bars) over the money that it began with.
 *
 * Kahn & Shaffer (2005), "The Surprisingly Small Impact of Asset Growth on Expected Alpha", Journal of Portfolio Management
 * 32(1). Assumes that the same trades would be made at every size. NaN where capacity isn't known.
 *
 * @param capital money, `capacity` of a run
 * @param startingCash money, above 0
 * @example sizeCapacity(250_000, 100_000) // multiple 2.5
 */
export function sizeCapacity(capital: number, startingCash: number): SizeCapacity {
  return { capital, multiple: capital / startingCash };
}
