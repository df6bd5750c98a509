/**
 * What trades paid against the middle of the quotes, and what the market maker kept of it: effective 2 d (p − m) / m,
 * realised 2 d (p − m later) / m, d being +1 for buys and −1 for sales (R. Huang, H. Stoll, "Dealer versus auction
 * markets", Journal of Financial Economics 41, 1996). The difference is the price impact.
 *
 * @param middle of the quotes at each trade
 * @param later the same some time after it; NaN where there is none
 * @returns per trade, full (both ways) and as a fraction of the price; NaN without a side
 */
export function effectiveSpreads(
  prices: Float64Array,
  sides: Int8Array,
  middle: Float64Array,
  later: Float64Array,
): { readonly effective: Float64Array; readonly realised: Float64Array } {
  const spreadTo = (reference: Float64Array) =>
    prices.map((price, i) => (sides[i] === 0 ? NaN : (2 * sides[i]! * (price - reference[i]!)) / middle[i]!));
  return { effective: spreadTo(middle), realised: spreadTo(later) };
}
