import { Context } from "./context";
import { begin, finish } from "./state";
import { walkFills } from "./walk-fills";
import { walkLongTrades } from "./walk-long-trades";

/**
 * As `SparseSimulation.simulate` of simulate-sparsely.ts.
 *
 * @param at room for a state
 * @param shortEntries and `shortExits`: 0 where there is no short side
 * @param none a mask of zeros
 * @param out one value for each of `SWEEP_STATISTICS`
 * @returns 0 when only the plain engine can settle what happened
 */
export function simulate(
  c: Context,
  at: usize,
  entries: usize,
  exits: usize,
  shortEntries: usize,
  shortExits: usize,
  none: usize,
  firstDecision: i32,
  out: usize,
): i32 {
  begin(c, at, firstDecision);
  if (shortEntries == 0 && entries != none && c.fraction == 1) walkLongTrades(c, at, entries, exits);
  else walkFills(c, at, entries, exits, shortEntries == 0 ? none : shortEntries, shortExits == 0 ? none : shortExits);
  return finish(c, at, out);
}
