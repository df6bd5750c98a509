import type { ParamSet, Values } from "../core/params/parameter.ts";
import type { Columns } from "../series/columns.ts";
import type { Mask } from "../series/mask.ts";
import type { Series } from "../series/series.ts";
import type { EventStrategy } from "./event-strategy.ts";
import type { Allocator } from "./portfolio/allocator.ts";

/** Yes or no per bar: a lazy mask, or any array of 0/1 or booleans as long as the bars. */
export type MaskLike = Mask | Uint8Array | Float64Array | readonly (boolean | 0 | 1)[];

/** A number per bar. */
export type ColumnLike = Series | Float64Array;

/**
 * What `signals` returns: masks, or one column of targets. All columns are as long as the bars; the value at a bar is
 * known at that bar's close.
 */
export interface Signals {
  /** Where to be long from. */
  readonly entries?: MaskLike;
  /** Where to leave a long position. */
  readonly exits?: MaskLike;
  /** Where to be short from. */
  readonly shortEntries?: MaskLike;
  /** Where to leave a short position. */
  readonly shortExits?: MaskLike;
  /** Stop price of an entry decided at the bar; NaN: none. It comes before the settings' own. */
  readonly stopLoss?: ColumnLike;
  /** Target price of an entry decided at the bar; NaN: none. It comes before the settings' own. */
  readonly takeProfit?: ColumnLike;
  /** Limit price that an entry decided at the bar waits for; NaN: none, it fills at market. */
  readonly entryLimit?: ColumnLike;
  /** Stop price that an entry decided at the bar waits for; NaN: none. With a limit as well: a stop-limit order. */
  readonly entryStop?: ColumnLike;
  /** Limit price that an exit decided at the bar waits for; NaN: none, it fills at market. */
  readonly exitLimit?: ColumnLike;
  /** At each close the new limit of an entry that waits; NaN takes it back. Without this column it keeps its limit. */
  readonly adjustEntryLimit?: ColumnLike;
  /** Instead of masks: signed fraction of equity to hold; NaN keeps. Traded when it changes. */
  readonly weights?: ColumnLike;
  /** Instead of masks: signed units to hold; NaN keeps. Traded when it changes. */
  readonly units?: ColumnLike;
  /** Lines to draw over the price. */
  readonly plot?: Readonly<Record<string, ColumnLike>>;
}

/** Which sides a run may take. */
export type Direction = "long" | "short" | "both";

/** What a strategy may know of the account before it starts. */
export interface SignalContext {
  /** Starting cash. */
  readonly capital: number;
}

/** Marks strategies, also those made by a second copy of the package. */
export const STRATEGY: unique symbol = Symbol.for("backsight.strategy") as never;

/**
 * A strategy, as a value: the same one goes to a backtest, a sweep and a walk-forward. Made by `defineStrategy`, or
 * adapted from a `BaseStrategy` class.
 */
export interface Strategy<P extends ParamSet = ParamSet> {
  readonly [STRATEGY]: true;
  readonly name: string;
  readonly description: string;
  /** Strategies of one family share a count of trials; null: all that came from this file, or have this name. */
  readonly family: string | null;
  /** Bumped when the rules of a ready strategy change; part of its identity. */
  readonly version: number;
  readonly params: P;
  /** Sides taken unless the run says otherwise. */
  readonly direction: Direction;
  /** False for combinations of parameters that make no sense, such as fast >= slow. */
  where(p: Values<P>): boolean;
  /**
   * False: with these values the parameter has no effect, and a search leaves it at its default. Asked in declared order,
   * with the values of those before it.
   */
  isActive?(parameter: string, p: Values<P>): boolean;
  /** Bars needed before the first decision counts, at least 1. */
  requiredHistory(p: Values<P>): number;
  signals(columns: Columns, p: Values<P>, context: SignalContext): Signals;
  /** How it decides bar by bar, where it gives no signals. */
  readonly events?: EventStrategy;
  /** How it decides where it holds several instruments by weight, instead of by signals. */
  readonly allocator?: Allocator<P>;
  /** True where signals that were computed elsewhere are replayed: nothing can be computed again to test it. */
  readonly isReplayed?: boolean;
  /** Text of the callbacks, for the identity of strategies that live in no file. */
  readonly sourceText: string;
}

export function isStrategy(value: unknown): value is Strategy {
  return typeof value === "object" && value !== null && STRATEGY in value;
}
