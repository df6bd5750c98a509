/** Limits of what an order pays. */
export interface FeeBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  /** Fraction of the notional. */
  readonly maximumRate?: number;
  readonly minimumWins?: boolean;
}

/**
 * A fee between a minimum and a maximum. Interactive Brokers lets the maximum win ("if the calculated maximum is less than
 * the minimum, the maximum is charged"); QuantConnect's Lean pays the minimum whatever the maximum says (`minimumWins`).
 */
export function boundedFee(
  { minimum = 0, maximum = Infinity, maximumRate = Infinity, minimumWins = false }: FeeBounds,
  fee: number,
  notional: number,
): number {
  if (minimumWins && fee < minimum) return minimum;
  const most = maximumRate === Infinity ? maximum : Math.min(maximum, maximumRate * notional);
  return Math.min(Math.max(fee, minimum), most);
}
