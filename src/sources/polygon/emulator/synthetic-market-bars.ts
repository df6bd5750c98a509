import { CONDITION, type SyntheticTrade } from "./synthetic-market-trades.ts";

/** What the vendor makes of trades. Prices in whole cents. */
export interface SyntheticBar {
  /** Minutes since midnight New York at its start; 0 for a day. */
  readonly minute: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly transactions: number;
}

/**
 * Bars of a minute by the consolidated rules: odd lots and average prices count for the volume only, condition 12 for
 * prices too, corrected trades for nothing, the closing cross for the day alone. A minute without a price has no bar,
 * and the volume of its odd lots is in none.
 */
export function syntheticMinuteBars(trades: readonly SyntheticTrade[]): readonly SyntheticBar[] {
  const bars: SyntheticBar[] = [];
  let from = 0;
  while (from < trades.length) {
    const { minute } = trades[from]!;
    let to = from;
    while (to < trades.length && trades[to]!.minute === minute) to++;
    const counted = trades.slice(from, to).filter((one) => stands(one) && !isClosing(one));
    const bar = barOf(minute, counted, counted.filter(hasPrice));
    if (bar !== undefined) bars.push(bar);
    from = to;
  }
  return bars;
}

/**
 * The bar of a day: open, high and low of the regular session, the closing cross as its close, the volume of all that
 * was traded. Undefined for a day without a regular price.
 */
export function syntheticDayBar(trades: readonly SyntheticTrade[]): SyntheticBar | undefined {
  const counted = trades.filter(stands);
  const regular = counted.filter((one) => hasPrice(one) && !one.conditions.includes(CONDITION.formT));
  return barOf(0, counted, regular);
}

function barOf(
  minute: number,
  counted: readonly SyntheticTrade[],
  priced: readonly SyntheticTrade[],
): SyntheticBar | undefined {
  const first = priced[0];
  if (first === undefined) return undefined;
  let high = first.cents;
  let low = first.cents;
  for (const { cents } of priced) {
    high = Math.max(high, cents);
    low = Math.min(low, cents);
  }
  // In millionths, so that the sum of decimal sizes is exact.
  const volume = counted.reduce((sum, { size }) => sum + Math.round(size * 1e6), 0) / 1e6;
  return { minute, open: first.cents, high, low, close: priced.at(-1)!.cents, volume, transactions: counted.length };
}

function stands({ correction }: SyntheticTrade): boolean {
  return correction === 0;
}

function isClosing({ conditions }: SyntheticTrade): boolean {
  return conditions.includes(CONDITION.closing);
}

function hasPrice({ conditions }: SyntheticTrade): boolean {
  return !conditions.includes(CONDITION.oddLot) && !conditions.includes(CONDITION.averagePrice);
}
