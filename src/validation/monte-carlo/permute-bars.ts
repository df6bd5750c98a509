import type { RandomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";

/**
 * The same market in another order: what happened inside each bar (open to high, low and close, with the volume) and the
 * gaps between bars are shuffled, each among themselves. So the permuted prices begin and end where the real ones do (but for
 * rounding to ticks), with the same moves, the same ranges and the same trend in all, and nothing in their order to be
 * predicted: the null of no edge. Overnight gaps and gaps inside a session are shuffled apart.
 *
 * Masters (2018), "Testing and Tuning Market Trading Systems", chapter 7: permuted bars; Aronson (2006), "Evidence-Based
 * Technical Analysis", chapter 6. Clusters of wild days don't survive it: a strategy that lives on them alone, without
 * direction, passes too easily.
 *
 * Times, sessions and everything else stay. Unknown prices make every later price unknown.
 *
 * @param bars aren't changed
 * @param random moved by the call: the same state gives the same order
 * @param keep bars at the beginning that stay as they are, at least 1 of them
 * @example Closes 100, 110, 99 without gaps: the moves +10 % and −10 % change places at most, 100, 90, 99.
 */
export function permuteBars(bars: Bars, random: RandomStream, keep = 1): Bars {
  const { length, ticksPerUnit } = bars;
  const first = Math.max(1, Math.min(keep, length));
  const count = length - first;
  if (count < 1) return bars;
  const order = shuffled(
    Int32Array.from({ length: count }, (_, i) => first + i),
    random,
  );
  const gapFrom = gapOrder(bars, first, random);
  const open = bars.open.slice();
  const high = bars.high.slice();
  const low = bars.low.slice();
  const close = bars.close.slice();
  const volume = bars.volume.slice();
  const snap = (price: number) =>
    ticksPerUnit === null ? price : Math.max(1, Math.round(price * ticksPerUnit)) / ticksPerUnit;
  // The chain of closes isn't rounded, or errors of a tick would pile up.
  let last = bars.close[first - 1]!;
  for (let i = first; i < length; i++) {
    const gap = gapFrom[i - first]!;
    const inside = order[i - first]!;
    const opens = last * (bars.open[gap]! / bars.close[gap - 1]!);
    const closes = opens * (bars.close[inside]! / bars.open[inside]!);
    open[i] = snap(opens);
    close[i] = snap(closes);
    high[i] = Math.max(open[i]!, close[i]!, snap(opens * (bars.high[inside]! / bars.open[inside]!)));
    low[i] = Math.min(open[i]!, close[i]!, snap(opens * (bars.low[inside]! / bars.open[inside]!)));
    volume[i] = bars.volume[inside]!;
    last = closes;
  }
  return { ...bars, open, high, low, close, volume };
}

/** For each bar the bar whose gap it gets: one of the same kind, between sessions or inside one. */
function gapOrder({ session, length }: Bars, first: number, random: RandomStream): Int32Array {
  const isNew = (i: number) => session[i] !== session[i - 1];
  const order = new Int32Array(length - first);
  for (const kind of [true, false]) {
    const places = Int32Array.from({ length: length - first }, (_, i) => first + i).filter((i) => isNew(i) === kind);
    const gaps = shuffled(places.slice(), random);
    places.forEach((place, k) => {
      order[place - first] = gaps[k]!;
    });
  }
  return order;
}

/** Fisher–Yates, in place. */
function shuffled(values: Int32Array, random: RandomStream): Int32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const other = random.below(i + 1);
    const value = values[i]!;
    values[i] = values[other]!;
    values[other] = value;
  }
  return values;
}
