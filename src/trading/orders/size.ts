/** How much an entry buys: fixed units, or an intent that becomes units once, at the fill. */
export type Size =
  | { readonly kind: "quantity"; readonly quantity: number }
  /** Of equity; 1 is all of it. */
  | { readonly kind: "fraction"; readonly fraction: number }
  | { readonly kind: "cash"; readonly cash: number }
  /** So much that a fall to the stop loses this fraction of equity. */
  | { readonly kind: "risk"; readonly fraction: number };

export const ALL_EQUITY: Size = { kind: "fraction", fraction: 1 };
