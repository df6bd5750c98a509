import type { RandomStream } from "../core/random.ts";

/** Parts of the signals between the first and the last; one cut is drawn from each. */
const MIDDLE = 6;
const ANYWHERE = 2;
const MOST_DRAWS = 32;

/**
 * Bars after which the look-ahead audit takes the future away, ascending and distinct: where the strategy signalled
 * the first, the last and one seeded bar from each sixth between (all of them when there are 8 or fewer), and 2 random
 * bars, which may lie anywhere. Fewer when the range is too short for them.
 *
 * @param signalBars ascending
 * @param from first bar that may be a cut
 * @param to last bar that may be a cut (included); the last bar of all has no future to take away
 */
export function planCuts(signalBars: Int32Array, from: number, to: number, random: RandomStream): number[] {
  const signals = signalBars.filter((bar) => bar >= from && bar <= to);
  const between = signals.length - 2;
  const cuts = new Set<number>();
  if (between <= MIDDLE) {
    for (const bar of signals) cuts.add(bar);
  } else {
    cuts.add(signals[0]!);
    for (let part = 0; part < MIDDLE; part++) {
      const start = Math.floor((part * between) / MIDDLE);
      const end = Math.floor(((part + 1) * between) / MIDDLE);
      cuts.add(signals[1 + start + random.below(end - start)]!);
    }
    cuts.add(signals[signals.length - 1]!);
  }
  const wanted = Math.min(cuts.size + ANYWHERE, to - from + 1);
  for (let draw = 0; draw < MOST_DRAWS && cuts.size < wanted; draw++) cuts.add(from + random.below(to - from + 1));
  return [...cuts].sort((a, b) => a - b);
}
