import { othersOf } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";
import { lastReturns } from "./returns-of-holdings.ts";

/**
 * Refuses an entry that moves like a position that is held: long beside long, short beside short; long beside short, where
 * they move against each other. A symbol that doesn't move at all is like none.
 */
export const CORRELATION: Limit = {
  code: "risk-correlation",
  setting: "maxCorrelation",
  action: "refuse",
  measures: "highest correlation of bar returns with a position held, × the two sides",
  thresholdOf: ({ maxCorrelation }) => maxCorrelation?.limit,
  valueAfter: (increase) => highestCorrelation(increase),
  allowed: (increase, threshold) => (highestCorrelation(increase) <= threshold ? Infinity : 0),
};

/** NaN where returns are missing; −1 when nothing else is held. */
function highestCorrelation(increase: Increase): number {
  const { account, order, side, limits } = increase;
  const { window } = limits.maxCorrelation!;
  const others = othersOf(increase).filter(({ quantity }) => quantity !== 0);
  if (others.length === 0) return -1;
  const own = lastReturns(account, order.symbol, window);
  let highest = -1;
  for (const { symbol, quantity } of others) {
    const theirs = lastReturns(account, symbol, window);
    if (own === null || theirs === null) return NaN;
    highest = Math.max(highest, side * Math.sign(quantity) * correlation(own, theirs));
  }
  return highest;
}

/** Pearson's; 0 where one of the columns is constant. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [a, b].map((column) => column.reduce((sum, value) => sum + value, 0) / column.length) as [
    number,
    number,
  ];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : ab / (Math.sqrt(aa) * Math.sqrt(bb));
}
