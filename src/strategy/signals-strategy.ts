import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { type CreateHasher, createSha256, updateWithColumn } from "../core/sha256.ts";
import { defineStrategy } from "./define-strategy.ts";
import type { Direction, Signals, Strategy } from "./strategy.ts";

/** Yes or no per bar. */
export type GivenMask = Uint8Array | Float64Array | readonly (boolean | 0 | 1)[];
/** A number per bar. */
export type GivenNumbers = Float64Array | readonly number[];

/** Signals that were computed elsewhere, as plain columns as long as the bars; each means what it does in `Signals`. */
export interface GivenSignals {
  readonly entries?: GivenMask | undefined;
  readonly exits?: GivenMask | undefined;
  readonly shortEntries?: GivenMask | undefined;
  readonly shortExits?: GivenMask | undefined;
  readonly stopLoss?: GivenNumbers | undefined;
  readonly takeProfit?: GivenNumbers | undefined;
  readonly weights?: GivenNumbers | undefined;
  readonly units?: GivenNumbers | undefined;
}

export interface SignalsStrategyOptions {
  /** Letters, digits and hyphens; "signals" without it. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Strategies of one family share a count of trials; its name without it. */
  readonly family?: string | undefined;
  /** Sides taken unless the run says otherwise; both without it. */
  readonly direction?: Direction | undefined;
}

const MASKS = ["entries", "exits", "shortEntries", "shortExits"] as const;
const NUMBERS = ["stopLoss", "takeProfit", "weights", "units"] as const;
const KEYS: readonly string[] = [...MASKS, ...NUMBERS];

/**
 * A strategy that replays signals computed elsewhere: it fills, costs and counts like any other, but nothing can tell
 * whether its signals knew the future, and every run says so. The columns are copied; their content is its identity.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION: an unknown column, one that is no column of its kind, columns of
 * several lengths, none at all; a run refuses columns that aren't as long as its bars
 * @example const run = await backtest(signalsStrategy({ entries, exits }), bars);
 */
export function signalsStrategy(columns: GivenSignals, options: SignalsStrategyOptions = {}): Strategy {
  const { name = "signals", description, family, direction } = options;
  const given = copyOf(columns, name);
  const strategy = defineStrategy({
    name,
    ...(description === undefined ? {} : { description }),
    ...(family === undefined ? {} : { family }),
    ...(direction === undefined ? {} : { direction }),
    signals: () => given,
  });
  return { ...strategy, isReplayed: true, sourceText: `signals ${signalsHash(given)}` };
}

type PlainSignals = { -readonly [K in keyof GivenSignals]?: Uint8Array | Float64Array };

function copyOf(columns: GivenSignals, strategy: string): PlainSignals & Signals {
  const fail = (problem: string, hint = ""): never => {
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", { strategy, problem, hint });
  };
  if (typeof columns !== "object" || columns === null) fail("signalsStrategy takes an object of columns");
  for (const key of Object.keys(columns))
    if (!KEYS.includes(key)) fail(`unknown column "${key}"`, didYouMean(key, KEYS));
  const copy: PlainSignals = {};
  let length: number | undefined;
  for (const key of [...MASKS, ...NUMBERS]) {
    const column: unknown = columns[key];
    if (column === undefined) continue;
    const isNumbers = NUMBERS.some((one) => one === key);
    const values = plainColumn(column, isNumbers);
    if (values === undefined)
      return fail(`${key} is no array of ${isNumbers ? "numbers" : "0 and 1, or true and false"}`);
    length ??= values.length;
    if (values.length !== length) fail(`${key} holds ${values.length} values, another column ${length}`);
    copy[key] = values;
  }
  if (length === undefined) fail("it has no column of signals");
  return copy as PlainSignals & Signals;
}

function plainColumn(column: unknown, isNumbers: boolean): Uint8Array | Float64Array | undefined {
  const isTyped = column instanceof Float64Array || (column instanceof Uint8Array && !isNumbers);
  if (!isTyped && !Array.isArray(column)) return undefined;
  const items: ArrayLike<unknown> = column;
  for (let i = 0; i < items.length; i++) {
    if (isNumbers ? typeof items[i] !== "number" : !MASK_VALUES.has(items[i])) return undefined;
  }
  return isNumbers ? Float64Array.from(items as ArrayLike<number>) : Uint8Array.from(items, Number);
}

/** 0 and 1 as numbers or booleans; -0 is 0. */
const MASK_VALUES: ReadonlySet<unknown> = new Set([0, 1, false, true]);

/**
 * Names signals: SHA-256 of every bar at which a column says something, and of what it says there. A bar without a
 * signal is as good as none, so a file that leaves such rows out is the same strategy.
 *
 * @param positions what stands for each bar: its open, or without it its index
 */
export function signalsHash(
  columns: Partial<Record<keyof GivenSignals, Uint8Array | Float64Array>>,
  positions?: Float64Array,
  createHasher: CreateHasher = createSha256,
): string {
  const hasher = createHasher();
  for (const key of [...MASKS, ...NUMBERS]) {
    const column = columns[key];
    if (column === undefined) continue;
    const isMask = MASKS.some((one) => one === key);
    const places: number[] = [];
    for (let i = 0; i < column.length; i++) if (isMask ? column[i] === 1 : !Number.isNaN(column[i])) places.push(i);
    hasher.update(new TextEncoder().encode(`${key} ${places.length}\n`));
    updateWithColumn(
      hasher,
      Float64Array.from(places, (i) => positions?.[i] ?? i),
    );
    if (!isMask)
      updateWithColumn(
        hasher,
        Float64Array.from(places, (i) => column[i]!),
      );
  }
  return hasher.digest();
}
