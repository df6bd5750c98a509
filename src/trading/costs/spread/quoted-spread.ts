import type { Bars } from "../../../market/bars.ts";
import { columnOf } from "../../../market/compact/compact-bars.ts";
import type { QuoteTicks } from "../../../market/quote-ticks.ts";

/**
 * The quoted spread of each bar, a fraction of the middle price: the mean over the time in which the bar's market was
 * quoted on both sides and not crossed, each quote counting from when it came until the next one or the bar's close.
 * A quote still stands in bars after it.
 *
 * @param quotes of the same instrument, ascending in time
 * @returns one value for each bar; NaN where nothing counted
 */
export function quotedSpread(bars: Bars, quotes: QuoteTicks): Float64Array {
  const [opens, closes] = [columnOf(bars, "time"), columnOf(bars, "closeTime")];
  const out = new Float64Array(bars.length).fill(NaN);
  let next = 0;
  let standing = NaN;
  for (let i = 0; i < bars.length; i++) {
    const [open, close] = [opens.at(i)!, closes.at(i)!];
    while (next < quotes.length && quotes.time[next]! <= open) standing = spreadOf(quotes, next++);
    let [since, counted, sum] = [open, 0, 0];
    const count = (until: number) => {
      if (!Number.isNaN(standing)) {
        counted += until - since;
        sum += standing * (until - since);
      }
      since = until;
    };
    while (next < quotes.length && quotes.time[next]! < close) {
      count(quotes.time[next]!);
      standing = spreadOf(quotes, next++);
    }
    count(close);
    if (counted > 0) out[i] = sum / counted;
  }
  return out;
}

function spreadOf({ bidPrice, askPrice }: QuoteTicks, k: number): number {
  const [bid, ask] = [bidPrice[k]!, askPrice[k]!];
  return bid > 0 && ask >= bid ? (ask - bid) / ((ask + bid) / 2) : NaN;
}
