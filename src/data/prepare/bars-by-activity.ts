import { checkPositive } from "../../core/checks.ts";
import { growableInt32 } from "../../core/growable-column.ts";
import type { BarColumns } from "../../market/bars-check.ts";
import type { TradeTicks } from "../../market/trade-ticks.ts";

/** Bars that end with activity instead of time. */
export interface ActivityBars extends BarColumns {
  /** Trades in each bar. */
  readonly transactions: Float64Array;
}

/**
 * What fills a bar: a number of trades, of units, or of money (price × size); or an imbalance of signed trades, units or
 * money beyond what was expected (M. López de Prado, "Advances in Financial Machine Learning", 2018, ch. 2.3).
 */
export type ActivityRule =
  | { readonly kind: "ticks" | "volume" | "dollars"; readonly amount: number }
  | {
      readonly kind: "tick-imbalance" | "volume-imbalance" | "dollar-imbalance";
      /** Trades that the first bar is expected to hold. */
      readonly expectedTicks: number;
      /** Weight of the newest bar (and trade) in what is expected, 0 to 1. */
      readonly weight: number;
    };

/**
 * Bars by activity, from clean trades in the order of the tape. A bar ends with the trade that fills it; trades of one
 * instant are never split, and what follows the last full bar is left out. `time` is the first trade's, `closeTime` the
 * last one's.
 *
 * Imbalance: a trade counts +1 above the price before it, −1 below, and as the one before at the same price (the tick
 * rule); a bar ends when the sum of signed amounts reaches E[trades] × |E[signed amount]|, both exponential means of what
 * came before. E[trades] stays within a tenth and ten times `expectedTicks`: unbounded, the rule is known to run away.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function barsByActivity(trades: TradeTicks, rule: ActivityRule): ActivityBars {
  const { timeNs, price, size, length } = trades;
  const isFull = "amount" in rule ? filledBy(rule) : unbalancedBy(rule);
  const ends = growableInt32();
  let isDue = false;
  for (let i = 0; i < length; i++) {
    if (isFull(price[i]!, size[i]!)) isDue = true;
    if (!isDue || (i + 1 < length && timeNs[i + 1] === timeNs[i])) continue;
    ends.push(i + 1);
    isDue = false;
  }
  return gather(trades, ends.toArray());
}

/** @param ends of each bar the index after its last trade */
function gather({ time, price, size }: TradeTicks, ends: Int32Array): ActivityBars {
  const column = () => new Float64Array(ends.length);
  const bars = {
    time: column(),
    closeTime: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    transactions: column(),
  };
  for (let b = 0, first = 0; b < ends.length; first = ends[b]!, b++) {
    const end = ends[b]!;
    let [top, bottom, units] = [-Infinity, Infinity, 0];
    for (let i = first; i < end; i++) {
      top = Math.max(top, price[i]!);
      bottom = Math.min(bottom, price[i]!);
      units += size[i]!;
    }
    bars.time[b] = time[first]!;
    bars.closeTime[b] = time[end - 1]!;
    bars.open[b] = price[first]!;
    bars.high[b] = top;
    bars.low[b] = bottom;
    bars.close[b] = price[end - 1]!;
    bars.volume[b] = units;
    bars.transactions[b] = end - first;
  }
  return bars;
}

function filledBy({ kind, amount }: { readonly kind: "ticks" | "volume" | "dollars"; readonly amount: number }) {
  checkPositive("amount", amount);
  let filled = 0;
  return (price: number, size: number): boolean => {
    filled += kind === "ticks" ? 1 : kind === "volume" ? size : price * size;
    if (filled < amount) return false;
    filled = 0;
    return true;
  };
}

function unbalancedBy({ kind, expectedTicks, weight }: Extract<ActivityRule, { expectedTicks: number }>) {
  checkPositive("expectedTicks", expectedTicks);
  checkPositive("weight", weight);
  let expected = expectedTicks;
  let meanSigned = NaN;
  let sign = 0;
  let last = NaN;
  let imbalance = 0;
  let ticks = 0;
  return (price: number, size: number): boolean => {
    if (price > last) sign = 1;
    else if (price < last) sign = -1;
    last = price;
    const signed = sign * (kind === "tick-imbalance" ? 1 : kind === "volume-imbalance" ? size : price * size);
    imbalance += signed;
    ticks++;
    // The threshold of a bar is what was expected before this trade.
    const threshold = Number.isNaN(meanSigned) ? Infinity : expected * Math.abs(meanSigned);
    meanSigned = Number.isNaN(meanSigned) ? signed : meanSigned + weight * (signed - meanSigned);
    if (!(Math.abs(imbalance) >= threshold) || ticks < 2) return false;
    expected += weight * (ticks - expected);
    expected = Math.min(Math.max(expected, expectedTicks / 10), expectedTicks * 10);
    imbalance = 0;
    ticks = 0;
    return true;
  };
}
