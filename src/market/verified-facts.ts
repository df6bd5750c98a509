import { type BarColumns, countOutside } from "./bars-check.ts";
import { TICK_LADDER } from "./tick-grid.ts";
import { TickGridSearch } from "./tick-grid-search.ts";

/** What a look at every value of some bars found: that `BarsCheck` has nothing against them, and this. */
export interface VerifiedFacts {
  /** Bars whose open or close lies outside low to high. */
  readonly outside: number;
  /** Grids of `TICK_LADDER`, ascending, that are known to hold every price; others may. */
  readonly grids: readonly number[];
}

/** Consecutive bars, and what is known of them; null: nothing. */
export interface VerifiedColumns {
  readonly columns: BarColumns;
  readonly facts: VerifiedFacts | null;
}

/** What is to be known of bars; null where `BarsCheck` refuses one, and without bars. */
export function verifiedFactsOf(columns: BarColumns): VerifiedFacts | null {
  const outside = columns.time.length === 0 ? null : countOutside(columns);
  if (outside === null) return null;
  const search = new TickGridSearch();
  for (const prices of [columns.open, columns.high, columns.low, columns.close]) search.add(prices);
  return { outside, grids: search.held() };
}

/** What is known of a part of the bars that facts are about. */
export function factsOfPart(facts: VerifiedFacts, part: BarColumns): VerifiedFacts {
  return facts.outside === 0 ? facts : { ...facts, outside: countOutside(part) ?? 0 };
}

/**
 * What is known of consecutive pieces together, from what is known of each; null where nothing is known of one, and where
 * one doesn't begin after the one before.
 */
export function joinFacts(pieces: readonly VerifiedColumns[]): VerifiedFacts | null {
  let joined: VerifiedFacts | null = null;
  let [lastOpen, lastClose] = [-Infinity, -Infinity];
  for (const { columns, facts } of pieces) {
    const { time, closeTime } = columns;
    if (time.length === 0) continue;
    if (facts === null || !(time[0]! >= lastOpen && closeTime[0]! > lastClose)) return null;
    joined = joined === null ? facts : both(joined, facts);
    lastOpen = time[time.length - 1]!;
    lastClose = closeTime[time.length - 1]!;
  }
  return joined;
}

/** Facts from JSON; null for anything that can't be some. */
export function verifiedFactsFrom(value: unknown): VerifiedFacts | null {
  if (typeof value !== "object" || value === null) return null;
  const { outside, grids } = value as Readonly<Record<string, unknown>>;
  if (!Number.isInteger(outside) || (outside as number) < 0 || !Array.isArray(grids)) return null;
  return grids.every((grid) => TICK_LADDER.includes(grid)) ? { outside: outside as number, grids } : null;
}

function both(a: VerifiedFacts, b: VerifiedFacts): VerifiedFacts {
  return { outside: a.outside + b.outside, grids: a.grids.filter((grid) => b.grids.includes(grid)) };
}
