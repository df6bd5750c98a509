import type { Bars } from "../../market/bars.ts";
import { SlidingExtreme } from "../../math/sliding-extreme.ts";
import { type FillColumns, NO_EXIT_REASON } from "../fills/fill-columns.ts";
import { type BarOrder, type PricesBetween, pricesBetweenFills } from "../fills/prices-between-fills.ts";
import { OPEN_TRADE, type TradeColumns } from "../trade-columns.ts";
import { type AppliedSplit, priceAfter, priceToday, unitsAfter } from "./split-history.ts";
import { meanWith } from "./trade-builder.ts";
import type { TradeUnit } from "./trade-units.ts";
import { withoutRounding } from "./without-rounding.ts";

/** How far trades went against and for their holder: fractions of the average entry price, a value a trade. */
export interface Excursions {
  /** Maximum adverse excursion, at most 0. */
  readonly mae: Float64Array;
  /** Maximum favourable excursion, at least 0. */
  readonly mfe: Float64Array;
}

/**
 * The maximum adverse and favourable excursion of each trade (Sweeney 1996, Maximum Adverse Excursion): the least and the
 * most of side × (price − entry) / entry over the prices of its life, with 0, where it began, among them.
 *
 * `entry` is the average entry price of what was held at that moment, the price that percent stops measure from: an
 * addition moves it for the prices that follow, not for those before. A fifo trade measures from the one entry its units
 * came from. Costs count as far as they are in fill prices; commission doesn't.
 *
 * The prices of a trade's life are those that `pricesBetweenFills` finds, and the prices at which it was reduced, its
 * exit's among them: an exit at an open has seen that open, its own price and nothing else of the bar. So the trade's
 * return before commission never lies outside its excursions.
 *
 * Dividends aren't counted: the price falls by what is paid. One pass over fills and bars.
 *
 * @param trades of `fills`, by `unit`
 * @param order as the simulation took the prices inside a bar
 * @param splits of the instrument: every price is compared in shares of one day
 */
export function excursions(
  unit: TradeUnit,
  trades: TradeColumns,
  fills: FillColumns,
  bars: Bars,
  order: BarOrder,
  splits: readonly AppliedSplit[] = [],
): Excursions {
  const between = pricesBetweenFills(fills, bars, order, splits);
  return unit === "fifo"
    ? ofLots(trades, fills, between, splits)
    : ofPositions(unit, trades.length, fills, between, bars.instrument.lot, splits);
}

/** The worst and the best so far. */
class Extremes {
  worst = 0;
  best = 0;

  see(side: number, price: number, entry: number): void {
    const gain = (side * (price - entry)) / entry;
    if (gain < this.worst) this.worst = gain;
    if (gain > this.best) this.best = gain;
  }
}

function ofPositions(
  unit: "flat" | "exit",
  length: number,
  fills: FillColumns,
  { low, high }: PricesBetween,
  lot: number | null,
  splits: readonly AppliedSplit[],
): Excursions {
  const mae = new Float64Array(length);
  const mfe = new Float64Array(length);
  let extremes = new Extremes();
  let [side, held, largest, entry] = [0, 0, 0, 0];
  let row = 0;
  let split = 0;
  const write = (): void => {
    mae[row] = extremes.worst;
    mfe[row] = extremes.best;
    row++;
  };
  for (let k = 0; k < fills.length; k++) {
    const [units, price] = [fills.quantity[k]!, fills.price[k]!];
    for (; split < splits.length && splits[split]!.fillsBefore <= k; split++) {
      const { ratio } = splits[split]!;
      [held, largest, entry] = [unitsAfter(ratio, held), unitsAfter(ratio, largest), priceAfter(ratio, entry)];
    }
    if (fills.exitReason[k] === NO_EXIT_REASON) {
      if (held === 0) [extremes, side, largest, entry] = [new Extremes(), fills.side[k]!, 0, price];
      held += units;
      largest = Math.max(largest, held);
      entry = meanWith(entry, price, units / held);
    } else {
      extremes.see(side, price, entry);
      held = withoutRounding(held - units, largest, lot);
      if (unit === "exit" || held === 0) write();
    }
    if (held === 0) continue;
    extremes.see(side, low[k]!, entry);
    extremes.see(side, high[k]!, entry);
  }
  if (held > 0) write();
  return { mae, mfe };
}

/** Entries and exits of fifo trades only ever move forward, so that one walk finds the fills of each. */
function ofLots(
  trades: TradeColumns,
  fills: FillColumns,
  { low, high }: PricesBetween,
  splits: readonly AppliedSplit[],
): Excursions {
  const mae = new Float64Array(trades.length);
  const mfe = new Float64Array(trades.length);
  const today = (prices: Float64Array) => prices.map((price, k) => priceToday(price, fills.bar[k]!, splits));
  const lowest = new SlidingExtreme(today(low), "lowest");
  const highest = new SlidingExtreme(today(high), "highest");
  let [from, to] = [0, 0];
  const isFill = (k: number, isEntry: boolean, bar: number, time: number) =>
    (fills.exitReason[k] === NO_EXIT_REASON) === isEntry && fills.bar[k] === bar && fills.time[k] === time;
  for (let row = 0; row < trades.length; row++) {
    const ofExit = (price: number) => priceToday(price, trades.exitBar[row]!, splits);
    const [side, entry] = [trades.side[row]!, ofExit(trades.entryPrice[row]!)];
    const isOpen = trades.exitReason[row] === OPEN_TRADE;
    while (from < fills.length && !isFill(from, true, trades.entryBar[row]!, trades.entryTime[row]!)) from++;
    const isExit = (k: number) => isFill(k, false, trades.exitBar[row]!, trades.exitTime[row]!);
    while (to < fills.length && (isOpen || !isExit(to))) to++;
    const extremes = new Extremes();
    extremes.see(side, lowest.over(from, to), entry);
    extremes.see(side, highest.over(from, to), entry);
    if (!isOpen) extremes.see(side, ofExit(trades.exitPrice[row]!), entry);
    mae[row] = extremes.worst;
    mfe[row] = extremes.best;
  }
  return { mae, mfe };
}
