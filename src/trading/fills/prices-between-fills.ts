import type { Bars } from "../../market/bars.ts";
import { type AppliedSplit, priceInSharesOf } from "../ledger/split-history.ts";
import { EXIT_REASONS } from "../trade-columns.ts";
import { FILL_PHASES, type FillColumns, NO_EXIT_REASON } from "./fill-columns.ts";
import { type BarPrices, type IntrabarMode, stopLevel, type Trail } from "./protective-exit.ts";

/**
 * Row `k`: the lowest and the highest price between fill `k` and the next one, in shares of fill `k`; NaN where nothing is
 * known between.
 */
export interface PricesBetween {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** In which order prices inside a bar were taken to come, and the trail that walked along. */
export interface BarOrder {
  readonly intrabar: IntrabarMode;
  readonly trailingStop: Trail | null;
}

const OPEN = FILL_PHASES.indexOf("open");
const INTRABAR = FILL_PHASES.indexOf("intrabar");
const STOP_LOSS = EXIT_REASONS.indexOf("stop-loss");
const TRAILING_STOP = EXIT_REASONS.indexOf("trailing-stop");
const BREAK_EVEN = EXIT_REASONS.indexOf("break-even");

/**
 * What the market did between the fills of a run, as far as bars tell.
 *
 * After a fill at an open the whole of that bar counts; after one inside a bar or at its close, from the next bar on.
 * Up to a fill at an open only that open counts of its bar; up to one at a close the whole bar. Up to an exit inside a
 * bar: the open, and the turning points that the order of prices puts before the exit: in `worst` order the adverse
 * extreme before a target and nothing before a stop, in `best` order the favourable extreme before a stop and nothing
 * before a target, in `ohlc` and `olhc` order those of the path. Where that order doesn't lead to the exit at all, up to an
 * exit at break-even on a path, and up to an entry inside a bar, the whole bar counts. After the last fill: everything to the last close.
 */
export function pricesBetweenFills(
  fills: FillColumns,
  bars: Bars,
  order: BarOrder,
  splits: readonly AppliedSplit[] = [],
): PricesBetween {
  const low = new Float64Array(fills.length).fill(NaN);
  const high = new Float64Array(fills.length).fill(NaN);
  const { low: lows, high: highs } = bars;
  for (let k = 0; k < fills.length; k++) {
    const first = fills.bar[k]! + (fills.phase[k] === OPEN ? 0 : 1);
    const { end, part } = approach(fills, k + 1, first, bars, order);
    const inShares = (price: number, i: number) => priceInSharesOf(fills.bar[k]!, price, i, splits);
    let [lowest, highest] = [Infinity, -Infinity];
    for (let from = first; from < end; ) {
      const to = splits.find(({ bar }) => bar > from && bar < end)?.bar ?? end;
      let [least, most] = [Infinity, -Infinity];
      for (let i = from; i < to; i++) {
        if (lows[i]! < least) least = lows[i]!;
        if (highs[i]! > most) most = highs[i]!;
      }
      lowest = Math.min(lowest, inShares(least, from));
      highest = Math.max(highest, inShares(most, from));
      from = to;
    }
    const partBar = k + 1 < fills.length ? fills.bar[k + 1]! : bars.length - 1;
    for (const seen of part) {
      const price = inShares(seen, partBar);
      if (price < lowest) lowest = price;
      if (price > highest) highest = price;
    }
    if (lowest > highest) continue;
    low[k] = lowest;
    high[k] = highest;
  }
  return { low, high };
}

/** What comes before fill `k` when bars count from `first` on: whole bars up to `end` (not included), and part of one. */
function approach(
  fills: FillColumns,
  k: number,
  first: number,
  bars: Bars,
  order: BarOrder,
): { readonly end: number; readonly part: readonly number[] } {
  if (k === fills.length) return { end: bars.length, part: [bars.close[bars.length - 1]!] };
  const bar = fills.bar[k]!;
  if (fills.phase[k] === OPEN) return { end: bar, part: bar > fills.bar[k - 1]! ? [bars.open[bar]!] : [] };
  const isExitInside = fills.phase[k] === INTRABAR && fills.exitReason[k] !== NO_EXIT_REASON;
  return isExitInside && bar >= first
    ? { end: bar, part: seenBeforeExit(fills, k, bars, order) }
    : { end: bar + 1, part: [] };
}

/** The open and the turning points of the bar that come before the exit inside it, fill `k`. */
function seenBeforeExit(fills: FillColumns, k: number, bars: Bars, { intrabar, trailingStop }: BarOrder): number[] {
  const i = fills.bar[k]!;
  const bar: BarPrices = { open: bars.open[i]!, high: bars.high[i]!, low: bars.low[i]!, close: bars.close[i]! };
  const side = fills.side[k]! > 0 ? -1 : 1;
  const level = fills.reference[k]!;
  const reason = fills.exitReason[k]!;
  const isStop = reason === STOP_LOSS || reason === TRAILING_STOP || reason === BREAK_EVEN;
  const towards = isStop ? -side : Math.sign(level - bar.open);
  const path = turningPoints(bar, side, intrabar);
  // Fills don't tell whether the bar's own best price had to move a stop to break-even before it was reached.
  if (reason === BREAK_EVEN && (intrabar === "ohlc" || intrabar === "olhc")) return [bar.open, ...path];
  // A trail that the bar's own best price raised to its level wasn't there when that level was passed before (unless an
  // earlier bar was as good to the tick).
  const best = side > 0 ? bar.high : bar.low;
  const risenAt =
    reason === TRAILING_STOP && best !== bar.open && trailLevelAt(best, side, intrabar, trailingStop) === level
      ? path.indexOf(best)
      : -1;
  const seen = [bar.open];
  for (const [leg, price] of path.entries()) {
    const from = seen[leg]!;
    const passes = towards * (level - from) >= 0 && towards * (price - level) >= 0;
    if (passes && leg > risenAt) return seen;
    seen.push(price);
  }
  return seen;
}

/** Where a trail stands after a bar's own best price; NaN where the bar's prices don't raise it. */
function trailLevelAt(best: number, side: 1 | -1, mode: IntrabarMode, trail: Trail | null): number {
  return mode === "worst" || mode === "best"
    ? NaN
    : stopLevel({ side, stop: NaN, target: NaN, trail, extreme: best }, best);
}

function turningPoints({ high, low, close }: BarPrices, side: 1 | -1, mode: IntrabarMode): readonly number[] {
  if (mode === "ohlc") return [high, low, close];
  if (mode === "olhc") return [low, high, close];
  return (mode === "worst") === side > 0 ? [low, high] : [high, low];
}
