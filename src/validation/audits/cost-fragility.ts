/** How much dearer trading may become before nothing is left. */
export interface CostFragility {
  /** Paid per side, a fraction of what was traded. */
  readonly paid: number;
  /** Cost per side at which the profit would be gone; below 0 when it lost before costs. */
  readonly breakEven: number;
  /** breakEven / paid: at 2, twice the costs eat the edge. Infinity where nothing is paid and something is earned. */
  readonly multiple: number;
}

/**
 * Is the edge wider than the costs? Profit before costs over all that was traded, beside what was paid. To first order:
 * the same trades at other costs.
 *
 * All are NaN where nothing was traded.
 *
 * @param netPnl money, after costs
 * @param costs money paid: commission, slippage, spread
 * @param tradedNotional money, over all fills
 * @example costFragility({ netPnl: 300, costs: 100, tradedNotional: 100_000 }) // paid 0.1 %, break-even 0.4 %, multiple 4
 */
export function costFragility({
  netPnl,
  costs,
  tradedNotional,
}: {
  readonly netPnl: number;
  readonly costs: number;
  readonly tradedNotional: number;
}): CostFragility {
  if (!(tradedNotional > 0)) return { paid: NaN, breakEven: NaN, multiple: NaN };
  const paid = costs / tradedNotional;
  const breakEven = (netPnl + costs) / tradedNotional;
  return { paid, breakEven, multiple: breakEven / paid };
}
