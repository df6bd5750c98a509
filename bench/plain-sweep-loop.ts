import type { Bars } from "../dist/market/bars.js";

/** Statistics of one combination. */
export interface LoopRow {
  readonly finalEquity: number;
  readonly totalReturn: number;
  readonly barSharpeRatio: number;
  readonly sharpeRatio: number;
  readonly maxDrawdown: number;
  readonly tradesCount: number;
  readonly winRate: number;
  readonly profitFactor: number;
}

export interface LoopSettings {
  readonly cash: number;
  /** Fractions of the entry price; NaN for none. */
  readonly stopLoss: number;
  readonly takeProfit: number;
}

const SLIPPAGE = 0.0005;
const COMMISSION = 0.001;

/**
 * The crossing of two averages, long only, as a person would write it who knows what is fast: no objects, running sums,
 * one pass over all bars for each combination. Fills at the close, by Backsight's order of operations.
 *
 * @param bars prices in whole ticks, so that running sums are exact
 */
export function plainSweepLoop(
  { open, high, low, close, session, length }: Bars,
  fast: number,
  slow: number,
  { cash: startingCash, stopLoss, takeProfit }: LoopSettings,
): LoopRow {
  const useStop = !Number.isNaN(stopLoss);
  let sumFast = 0;
  let sumSlow = 0;
  let cash = startingCash;
  let held = 0;
  let relation = 0;
  let flow = 0;
  let stop = 0;
  let target = 0;
  let before = startingCash;
  let beforeSession = startingCash;
  let peak = startingCash;
  let deepest = 0;
  let s1 = 0;
  let s2 = 0;
  let d1 = 0;
  let d2 = 0;
  let sessions = 0;
  let trades = 0;
  let wins = 0;
  let profit = 0;
  let loss = 0;
  let equity = startingCash;
  for (let i = 0; i < length; i++) {
    const price = close[i]!;
    sumFast += price;
    sumSlow += price;
    if (i >= fast) sumFast -= close[i - fast]!;
    if (i >= slow) sumSlow -= close[i - slow]!;
    let exit = 0;
    if (useStop && held > 0) {
      if (open[i]! <= stop) exit = open[i]! * (1 - SLIPPAGE);
      else if (open[i]! >= target) exit = open[i]!;
      else if (low[i]! <= stop) exit = stop * (1 - SLIPPAGE);
      else if (high[i]! >= target) exit = target;
    }
    let isEntry = false;
    if (i >= slow - 1) {
      const f = sumFast / fast;
      const s = sumSlow / slow;
      if (f > s) {
        isEntry = relation === -1 && i < length - 1;
        relation = 1;
      } else if (f < s) {
        if (relation === 1 && held > 0 && exit === 0) exit = price * (1 - SLIPPAGE);
        relation = -1;
      }
    }
    if (exit > 0) {
      const notional = held * exit;
      const fee = COMMISSION * notional;
      cash += notional - fee;
      const pnl = flow + (notional - fee);
      held = 0;
      trades++;
      if (pnl > 0) {
        wins++;
        profit += pnl;
      } else loss -= pnl;
    }
    if (isEntry && held === 0) {
      const paid = price * (1 + SLIPPAGE);
      held = cash / (paid * (1 + COMMISSION));
      const notional = held * paid;
      flow = -(notional + COMMISSION * notional);
      cash += flow;
      if (Math.abs(cash) < 1e-9 * (Math.abs(cash) + notional)) cash = 0;
      stop = paid * (1 - stopLoss);
      target = paid * (1 + takeProfit);
    }
    equity = cash + held * price;
    if (equity > peak) peak = equity;
    const depth = (equity - peak) / peak;
    if (depth < deepest) deepest = depth;
    if (i > 0) {
      const change = equity / before - 1;
      s1 += change;
      s2 += change * change;
    }
    before = equity;
    if (i === length - 1 || session[i + 1] !== session[i]) {
      const r = equity / beforeSession - 1;
      d1 += r;
      d2 += r * r;
      beforeSession = equity;
      sessions++;
    }
  }
  return {
    finalEquity: equity,
    totalReturn: (equity - startingCash) / startingCash,
    barSharpeRatio: ratioOf(s1, s2, length, 252 * 390),
    sharpeRatio: ratioOf(d1, d2, sessions, 252),
    maxDrawdown: deepest,
    tradesCount: trades,
    winRate: wins / trades,
    profitFactor: profit / loss,
  };
}

function ratioOf(sum: number, squares: number, count: number, perYear: number): number {
  return (sum / count / Math.sqrt((squares - (sum * sum) / count) / (count - 1))) * Math.sqrt(perYear);
}
