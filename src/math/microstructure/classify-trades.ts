/**
 * Who began each trade, by the tick rule: +1 (a buyer) above the last different price, −1 below, 0 before the first
 * change (C. Lee, M. Ready, "Inferring trade direction from intraday data", Journal of Finance 46, 1991).
 *
 * @param prices in the order of the tape
 */
export function tickRule(prices: Float64Array): Int8Array {
  const sides = new Int8Array(prices.length);
  let side: -1 | 0 | 1 = 0;
  for (let i = 1; i < prices.length; i++) {
    if (prices[i]! > prices[i - 1]!) side = 1;
    else if (prices[i]! < prices[i - 1]!) side = -1;
    sides[i] = side;
  }
  return sides;
}

/**
 * Who began each trade, by the quote in force (Lee & Ready 1991): +1 above the middle of bid and offer, −1 below, the tick
 * rule at the middle and where there is no whole quote. The quote is the last one published before the trade.
 *
 * @param tradeTimes,quoteTimes ascending, in one unit
 */
export function leeReady(
  tradeTimes: ArrayLike<number | bigint>,
  prices: Float64Array,
  quoteTimes: ArrayLike<number | bigint>,
  bid: Float64Array,
  offer: Float64Array,
): Int8Array {
  const sides = tickRule(prices);
  let q = -1;
  for (let i = 0; i < prices.length; i++) {
    while (q + 1 < quoteTimes.length && quoteTimes[q + 1]! < tradeTimes[i]!) q++;
    if (q < 0 || !(bid[q]! > 0 && offer[q]! > 0)) continue;
    const middle = (bid[q]! + offer[q]!) / 2;
    if (prices[i] !== middle) sides[i] = prices[i]! > middle ? 1 : -1;
  }
  return sides;
}
