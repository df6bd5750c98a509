/** Below this share of a trade's largest quantity, what is left of a position is rounding. */
const QUANTITY_DUST = 1e-9;

/** What is left of a position: 0 where less than 1e-9 of the trade's largest quantity, or than half a lot, remains. */
export function withoutRounding(left: number, largest: number, lot: number | null): number {
  return Math.abs(left) < Math.max(QUANTITY_DUST * largest, (lot ?? 0) / 2) ? 0 : left;
}
