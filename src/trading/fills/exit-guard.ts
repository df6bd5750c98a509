import type { BarPrices, IntrabarMode, ProtectiveExit, Trail } from "./protective-exit.ts";
import type { TakeProfit } from "./take-profit.ts";

/** Prices that an entry brings along; NaN: the settings' own. */
export interface EntryLevels {
  readonly stop: number;
  readonly target: number;
}

export const NO_LEVELS: EntryLevels = { stop: NaN, target: NaN };

/** Stops and targets that a run's settings give every position. */
export interface GuardSettings {
  /** Fraction of the average entry price; null: none. */
  readonly stopLoss: number | null;
  readonly takeProfit: TakeProfit | null;
  readonly trailingStop: Trail | null;
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
  /** The position outlived bar `i`. */
  survived(i: number, high: number, low: number, close: number): void;
  /** The same for a position that was opened or enlarged inside it. */
  survivedAfter(entry: InsideEntry, i: number, bar: BarPrices, mode: IntrabarMode): void;
  /** The position is gone. */
  left(): void;
}
