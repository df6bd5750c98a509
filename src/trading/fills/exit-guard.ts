import type { Ratio } from "../../data/prepare/ratio.ts";
import { priceAfter, type SplitHistory } from "../ledger/split-history.ts";
import type { BarPrices, BarRange, IntrabarMode, ProtectiveExit, Trail } from "./protective-exit.ts";
import type { TakeProfit } from "./take-profit.ts";

/** Prices that an entry brings along; NaN: the settings' own. */
export interface EntryLevels {
  readonly stop: number;
  readonly target: number;
  /** Distances of the stop and the target from the fill, fractions of its price, where they aren't prices. */
  readonly stopFraction?: number;
  readonly targetFraction?: number;
  /** The target's distance, as a multiple of that to the stop. */
  readonly targetR?: number;
  /** Distance of the stop from the fill, in price, where it is neither a price nor a fraction. */
  readonly stopDistance?: number;
  /** Distance at which a stop trails the best price, in price. */
  readonly trailDistance?: number;
}

export const NO_LEVELS: EntryLevels = { stop: NaN, target: NaN };

/** The prices in new shares. */
export function levelsAfter(split: Ratio, { stop, target, ...distances }: EntryLevels): EntryLevels {
  return { stop: priceAfter(split, stop), target: priceAfter(split, target), ...distances };
}

/**
 * Levels of a fill at `price`: distances become prices.
 *
 * @param stopOf the stop that such a position has, of the settings' own where the entry brings none; NaN without one
 */
export function levelsAt(
  levels: EntryLevels,
  side: 1 | -1,
  price: number,
  stopOf: (levels: EntryLevels) => number,
): EntryLevels {
  const { stopFraction, targetFraction, targetR, stopDistance, trailDistance } = levels;
  const isPlain = stopFraction === undefined && targetFraction === undefined && targetR === undefined;
  if (isPlain && stopDistance === undefined) return levels;
  let { stop } = levels;
  if (stopFraction !== undefined) stop = price * (1 - side * stopFraction);
  else if (stopDistance !== undefined) stop = price - side * stopDistance;
  const found: { stop: number; target: number; trailDistance?: number } = { stop, target: levels.target };
  if (trailDistance !== undefined) found.trailDistance = trailDistance;
  if (targetFraction !== undefined) found.target = price * (1 + side * targetFraction);
  else if (targetR !== undefined) found.target = price + targetR * (price - stopOf(found));
  return found;
}

/** Prices per share of bar `bar`, per share of today. */
export function levelsSince(bar: number, levels: EntryLevels, splits: SplitHistory): EntryLevels {
  if (levels === NO_LEVELS || splits.all.length === 0) return levels;
  const { stop, target, ...distances } = levels;
  return { stop: splits.priceSince(stop, bar), target: splits.priceSince(target, bar), ...distances };
}

/** Stops and targets that a run's settings give every position. */
export interface GuardSettings {
  /** Fraction of the average entry price; null: none. */
  readonly stopLoss: number | null;
  readonly takeProfit: TakeProfit | null;
  readonly trailingStop: Trail | null;
  /** Bars after the entry's at whose open a position that is still held leaves; off without it. */
  readonly timeStop?: number | null;
  /** Off without it. */
  readonly breakEven?: BreakEven | null;
}

/** A stop that moves to the average entry price once the position has gained enough; it never moves back. */
export interface BreakEven {
  /** Gain of the best price since the entry that moves it, a fraction of the average entry price. */
  readonly afterGain: number;
  /** Where it moves to, a fraction of the average entry price in the position's favour; 0 is the entry itself. */
  readonly offset: number;
}

/** An entry inside a bar: the rest of the bar comes after it. */
export interface InsideEntry {
  readonly kind: "limit" | "stop";
  readonly price: number;
}

/** An increasing fill, as far as stops care. */
export interface GuardedEntry {
  readonly side: 1 | -1;
  readonly price: number;
  readonly bar: number;
  readonly decisionBar: number;
  /** First bar in which the order could fill. */
  readonly placedBar: number;
}

/**
 * Watches the position that is held: when does a bar end it? One implementation for each order in which a rule book asks
 * stops and targets.
 */
export interface ExitGuard {
  /** Bar whose close decided the latest entry, and with it the stops. */
  readonly decisionBar: number;
  /** Lets an exit order wait for a price from bar `placedBar` on; NaN: none waits any more. */
  awaitExit(limit: number, placedBar: number): void;
  /** The stop in force; NaN without one, and when flat. */
  readonly stop: number;
  /** The stop that an entry at `price` would have; NaN without one. */
  stopFor(side: 1 | -1, price: number, levels: EntryLevels): number;
  /** The position was opened or enlarged and costs `average` a unit now. */
  entered(entry: GuardedEntry, average: number, levels: EntryLevels): void;
  /** What the open of bar `i` does; null when the position survives it. */
  exitAtOpen(i: number, open: number): ProtectiveExit | null;
  /** What bar `i` does when its prices come in the order of `mode`. */
  exitIn(i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null;
  /** What the rest of bar `i` does to a position that was opened or enlarged inside it. */
  exitAfter(entry: InsideEntry, i: number, bar: BarPrices, mode: IntrabarMode): ProtectiveExit | null;
  /** The price that the target, or a waiting exit, asks for in bar `i`; NaN where that is no limit. */
  limitIn(i: number): number;
  /** True when no order of bar `i`'s prices brings an exit. */
  isOutOfReach(i: number, high: number, low: number): boolean;
  /** `isOutOfReach` and `survived` for one bar after the other, from `from` to before `to`. @returns the first that isn't calm */
  passCalmly(from: number, to: number, bars: BarRange): number;
  /** The first bar from `from` on, before `to`, that may end the position or move its stop; nothing is changed. */
  standsUntil(from: number, to: number, bars: BarRange): number;
  /** The position outlived bar `i`. */
  survived(i: number, high: number, low: number, close: number): void;
  /** The same for a position that was opened or enlarged inside it. */
  survivedAfter(entry: InsideEntry, i: number, bar: BarPrices, mode: IntrabarMode): void;
  /** Restates every price in new shares. */
  restate(split: Ratio): void;
  /** The position is gone. */
  left(): void;
}
