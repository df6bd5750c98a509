import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import type { Direction } from "./reference-money.ts";
import type { Bar, Order, ReferenceExit } from "./reference-stops.ts";

/** A stop, the ratio of the margin that it was set at, and whether it has moved since the entry. */
export interface RankedStop {
  readonly price: number;
  readonly ratio: number;
  readonly isMoved: boolean;
}

/** A position, as freqtrade's backtest sees it. */
export interface RankedHeld {
  readonly side: Direction;
  readonly entry: number;
  /** Bar in which the order of the entry was placed. */
  readonly placedBar: number;
  readonly targetLevel: number;
  readonly stop: RankedStop;
  readonly exitLimit: number | undefined;
  readonly exitFirstBar: number;
  /** Price of a trailing stop's order that its bar didn't have, while it waits. */
  readonly outside: number | undefined;
}

const HOUR_MS = 3_600_000;

/** Ratio of the margin, fees paid, to 8 decimals. */
function profit(held: RankedHeld, price: number, { costs, leverage = 1 }: SimulationSettings): number {
  const fee = costs.commission.kind === "rate" ? costs.commission.rate : 0;
  const paid = held.entry * (held.side === 1 ? 1 + fee : 1 - fee);
  const got = price * (held.side === 1 ? 1 - fee : 1 + fee);
  return Math.round((held.side === 1 ? got / paid - 1 : 1 - got / paid) * leverage * 1e8) / 1e8;
}

/** The stop of a new position. */
export function firstStop(
  side: Direction,
  entry: number,
  level: number,
  { stopLoss, trailingStop, leverage = 1 }: SimulationSettings,
): RankedStop {
  let ratio = stopLoss ?? NaN;
  if (Number.isNaN(ratio) && trailingStop?.kind === "fraction") {
    if (trailingStop.before !== undefined) ratio = trailingStop.before;
    else if (trailingStop.activateAt === undefined) ratio = trailingStop.fraction;
  }
  const price = entry * (1 - (side * ratio) / leverage);
  return { price: Number.isNaN(level) ? price : level, ratio, isMoved: false };
}

/** "Recalculated from the bar high BEFORE it is tested, and only if the stop in force is still below the bar low." */
export function movedStop(held: RankedHeld, [, high, low]: Bar, input: SimulationSettings): RankedStop {
  const { side, stop } = held;
  const { trailingStop: trail, stopLoss, leverage = 1 } = input;
  if (trail === null || trail === undefined || trail.kind === "amount") return stop;
  if (side === 1 ? stop.price >= low : stop.price <= high) return stop;
  const extreme = side === 1 ? high : low;
  const gained = profit(held, extreme, input);
  const offset = trail.activateAt;
  const isBeyond = offset === undefined || gained > offset;
  if (!isBeyond && gained < offset && trail.before === undefined) return stop;
  const ratio = isBeyond ? trail.fraction : (trail.before ?? stopLoss ?? trail.fraction);
  const price = extreme * (1 - (side * ratio) / leverage);
  const isNearer = side === 1 ? price > stop.price : price < stop.price;
  return isNearer || Number.isNaN(stop.price) ? { price, ratio, isMoved: true } : stop;
}

/** The waiting exit's price in a bar: in its first one it is moved inside. */
export function exitLimitIn({ side, exitLimit, exitFirstBar }: RankedHeld, i: number, [, high, low]: Bar): number {
  if (i !== exitFirstBar) return exitLimit!;
  return side === 1 ? Math.max(exitLimit!, low) : Math.min(exitLimit!, high);
}

const isIn = (price: number, [, high, low]: Bar) => low <= price && price <= high;

/** "First that applies wins: exit signal, fixed stop, ROI target, trailing stop"; then what waits since an earlier bar. */
export function rankedExit(
  held: RankedHeld,
  i: number,
  bar: Bar,
  order: Order,
  input: SimulationSettings,
): ReferenceExit | undefined {
  const limit = held.exitLimit === undefined ? undefined : exitLimitIn(held, i, bar);
  const asked = limit !== undefined && i === held.exitFirstBar ? undefined : rankedPrice(held, i, bar, order, input);
  if (asked !== undefined) return isIn(asked.price, bar) ? asked : undefined;
  if (limit !== undefined && isIn(limit, bar)) return { reason: "signal", at: "intrabar", price: limit };
  const { outside } = held;
  return outside !== undefined && isIn(outside, bar)
    ? { reason: "trailing-stop", at: "intrabar", price: outside }
    : undefined;
}

/** What stop, target and trail ask for in a bar, which may lie outside of it; `best` asks the target before the stop. */
export function rankedPrice(
  held: RankedHeld,
  i: number,
  bar: Bar,
  order: Order,
  input: SimulationSettings,
): ReferenceExit | undefined {
  const [open, high, low] = bar;
  const { side } = held;
  const inside = (reason: ReferenceExit["reason"], price: number): ReferenceExit => ({ reason, at: "intrabar", price });
  const stop = movedStop(held, bar, input);
  const isStopped = side === 1 ? low <= stop.price : high >= stop.price;
  const isWholeBeyond = side === 1 ? high < stop.price : low > stop.price;
  const loss = inside(stop.isMoved ? "trailing-stop" : "stop-loss", isWholeBeyond ? open : stop.price);
  if (isStopped && !stop.isMoved && order !== "best") return loss;

  const target = rankedTarget(held, i, bar, input);
  if (target !== undefined && target !== "not credited") return inside("take-profit", target);
  if (!isStopped) return undefined;
  if (stop.isMoved && !isWholeBeyond && i === held.placedBar) {
    const { trailingStop: trail, leverage = 1 } = input;
    let price = open * (1 - (side * stop.ratio) / leverage);
    if (trail?.kind === "fraction" && trail.activateAt !== undefined && trail.before === undefined)
      price = open * (1 + side * trail.activateAt - (side * trail.fraction) / leverage);
    return { ...loss, price: side === 1 ? Math.max(low, price) : Math.min(high, price) };
  }
  return loss;
}

function rankedTarget(
  held: RankedHeld,
  i: number,
  [open, high, low, close]: Bar,
  input: SimulationSettings,
): number | undefined | "not credited" {
  const { side, entry, placedBar, targetLevel } = held;
  const { bars, takeProfit, leverage = 1, costs } = input;
  const barMinutes = (bars.timeframe.count * HOUR_MS * (bars.timeframe.unit === "d" ? 24 : 1)) / 60_000;
  const minutes = (bars.time[i]! - bars.time[placedBar]!) / 60_000;
  const best = side === 1 ? high : low;
  let price = targetLevel;
  if (Number.isNaN(targetLevel)) {
    if (takeProfit === null || takeProfit === undefined) return undefined;
    let key = typeof takeProfit === "number" ? 0 : NaN;
    let ratio = typeof takeProfit === "number" ? takeProfit : NaN;
    for (const step of typeof takeProfit === "number" ? [] : takeProfit) {
      const isDue = "afterBars" in step ? step.afterBars <= i - placedBar : step.afterMinutes <= minutes;
      if (!isDue) continue;
      key = "afterBars" in step ? step.afterBars * barMinutes : step.afterMinutes;
      ratio = step.fraction;
    }
    if (!(profit(held, best, input) > ratio)) return undefined;
    const isAtOpen = key % barMinutes === 0;
    if (ratio === -1 && isAtOpen) return open;
    const fee = costs.commission.kind === "rate" ? costs.commission.rate : 0;
    price = (side * ((entry * ratio) / leverage) + entry * (1 + side * fee)) / (1 - side * fee);
    const isOpenBetter = side === 1 ? open > price : open < price;
    if (minutes > 0 && key === minutes && isAtOpen && isOpenBetter) return open;
  } else if (side === 1 ? best <= price : best >= price) return undefined;
  if (i === placedBar) {
    const isAgainst = side === 1 ? close < open && entry < open : close > open && entry > open;
    if (isAgainst && (side === 1 ? price > close : price < close)) return "not credited";
  }
  return Math.min(Math.max(price, low), high);
}
