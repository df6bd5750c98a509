import { Context, n } from "./context";
import { TILE } from "./cross-means";
import { begin, finish } from "./state";
import { endLongTrades, walkMasks } from "./walk-long-trades";

/**
 * Simulates long positions of many masks. All of them go through a tile of bars before the next one, so that its prices
 * stay in the cache.
 *
 * @param masks three numbers each: pointers to entries and exits, first bar whose decision counts
 * @param states one for each, `stateBytes` apart
 * @param out rows of `columns` numbers
 * @param settled a byte each: 0 when only the plain engine can settle what happened
 */
export function simulateMasks(
  c: Context,
  masks: usize,
  count: i32,
  states: usize,
  stateBytes: usize,
  out: usize,
  columns: i32,
  settled: usize,
): void {
  for (let k = 0; k < count; k++) begin(c, states + <usize>k * stateBytes, n(masks, 3 * k + 2));
  for (let from = 0; from < c.length; from += TILE) {
    const limit = min<i32>(from + TILE, c.length);
    for (let k = 0; k < count; k++) {
      walkMasks(c, states + <usize>k * stateBytes, n(masks, 3 * k), n(masks, 3 * k + 1), from, limit);
    }
  }
  for (let k = 0; k < count; k++) {
    const state = states + <usize>k * stateBytes;
    endLongTrades(c, state);
    store<u8>(settled + <usize>k, <u8>finish(c, state, out + ((<usize>k * <usize>columns) << 3)));
  }
}
