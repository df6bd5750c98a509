import { checkSource, type DrawPath } from "./draw-path.ts";

/**
 * Shuffles of trades: each path holds the same trades in another order, every order equally likely. The end is the same (the
 * product doesn't know the order), the way there isn't: it says how much of the drawdown was the luck of the order. A path
 * longer than the trades begins a new shuffle, one that is shorter stops in the middle.
 *
 * Fisher–Yates shuffle (Durstenfeld 1964). Assumes that trades don't depend on each other.
 *
 * @param returns each trade's share of the equity before it, at least one
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example tradeShuffle([0.1, -0.2, 0.5]) // 1.1 · 0.8 · 1.5 = 1.32 in any order; the drawdown is 20 % in all of them
 */
export function tradeShuffle(returns: ArrayLike<number>): DrawPath {
  const source = checkSource("returns", returns, 1);
  const rows = source.length;
  return (random, out) => {
    const order = source.slice();
    for (let i = 0; i < out.length; i++) {
      const place = i % rows;
      const other = place + random.below(rows - place);
      const value = order[other]!;
      order[other] = order[place]!;
      order[place] = value;
      out[i] = value;
    }
  };
}

/**
 * What each trade did to the equity: its profit over the equity that the trades before it left, a fraction, in the order of
 * their ends. −1 from the trade on that leaves nothing (0 after it).
 *
 * @param pnl money, one per closed trade
 * @param startingCash above 0
 * @example tradeReturns([10, -11], 100) // [0.1, -0.1]: 11 of the 110 that the first one left
 */
export function tradeReturns(pnl: ArrayLike<number>, startingCash: number): Float64Array {
  const returns = new Float64Array(pnl.length);
  let equity = startingCash;
  for (let i = 0; i < pnl.length; i++) {
    returns[i] = equity > 0 ? Math.max(-1, pnl[i]! / equity) : 0;
    equity += pnl[i]!;
  }
  return returns;
}
