import type { ParamSet, Values } from "../core/params/parameter.ts";
import type { Columns } from "../series/columns.ts";
import type { Mask } from "../series/mask.ts";
import type { Series } from "../series/series.ts";

/** Yes or no per bar: a lazy mask, or any array of 0/1 or booleans as long as the bars. */
export type MaskLike = Mask | Uint8Array | Float64Array | readonly (boolean | 0 | 1)[];

/** What `signals` returns. All columns are as long as the bars; the value at a bar is known at that bar's close. */
export interface Signals {
  /** Where to be long from. */
  readonly entries?: MaskLike;
  /** Where to leave a long position. */
  readonly exits?: MaskLike;
  /** Lines to draw over the price. */
  readonly plot?: Readonly<Record<string, Series | Float64Array>>;
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
  /** False for combinations of parameters that make no sense, such as fast >= slow. */
  where(p: Values<P>): boolean;
  /** Bars needed before the first decision counts, at least 1. */
  requiredHistory(p: Values<P>): number;
  signals(columns: Columns, p: Values<P>): Signals;
  /** Text of the callbacks, for the identity of strategies that live in no file. */
  readonly sourceText: string;
}

export function isStrategy(value: unknown): value is Strategy {
  return typeof value === "object" && value !== null && STRATEGY in value;
}
