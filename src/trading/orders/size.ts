import type { SplitHistory } from "../ledger/split-history.ts";

/** How much an entry buys: fixed units, or an intent that becomes units once, at the fill. */
export type Size =
  | { readonly kind: "quantity"; readonly quantity: number }
  /** Of equity; 1 is all of it. */
  | { readonly kind: "fraction"; readonly fraction: number }
  | { readonly kind: "cash"; readonly cash: number }
  /** So much that a fall to the stop loses this fraction of equity. */
  | { readonly kind: "risk"; readonly fraction: number };

/** A size that was decided in shares of bar `bar`, in today's: fixed units are restated by the splits since. */
export function sizeSince(bar: number, size: Size, splits: SplitHistory): Size {
  if (size.kind !== "quantity" || splits.all.length === 0) return size;
  return { kind: "quantity", quantity: splits.unitsSince(size.quantity, bar) };
}

/** Units that a size asks for; NaN for an intent, which has yet to become units. */
export function askedUnits(size: Size): number {
  return size.kind === "quantity" ? size.quantity : NaN;
}

export const ALL_EQUITY: Size = { kind: "fraction", fraction: 1 };
