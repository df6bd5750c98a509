import type { RiskPosition, RiskView } from "../risk-view.ts";
import type { Increase } from "./limit.ts";

/** Market value of a position, signed. */
export function marketValue({ quantity, mark, multiplier = 1 }: RiskPosition): number {
  return quantity * mark * multiplier;
}

/**
 * Market value without sign of an account's positions, as an increase finds it: one of the other side in the same
 * instrument is closed before.
 */
export function grossBefore(increase: Increase, counts: (position: RiskPosition) => boolean = () => true): number {
  let gross = 0;
  for (const position of othersOf(increase)) if (counts(position)) gross += Math.abs(marketValue(position));
  return gross + increase.held * increase.unitValue;
}

/** Positions of other instruments. */
export function othersOf({ order, account }: Pick<Increase, "order" | "account">): RiskView["positions"] {
  return account.positions.filter(({ symbol }) => symbol !== order.symbol);
}

/** Equity after `units` were paid for. */
export function equityAfter({ account, unitCost }: Increase, units: number): number {
  return account.equity - units * unitCost;
}

/**
 * Units that keep `before + units × perUnit` within `threshold` of the equity that is left then: the closed form of
 * before + u × perUnit ≤ threshold × (equity − u × unitCost).
 */
export function unitsWithin(
  { account, unitCost }: Increase,
  threshold: number,
  before: number,
  perUnit: number,
): number {
  const room = threshold * account.equity - before;
  const each = perUnit + threshold * unitCost;
  if (each === 0) return room >= 0 ? Infinity : 0;
  return Math.max(0, room / each);
}
