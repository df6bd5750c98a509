import { Context, n } from "./context";
import { codeTile, crossEvents, longestOf, TILE, TILE_BYTES } from "./cross-means";
import { begin, finish } from "./state";
import { endLongTrades, walkCrossings } from "./walk-long-trades";

/**
 * Simulates long positions that a crossing opens and the crossing back closes, for many pairs of averages. All of them
 * go through a tile of bars before the next one, so that codes, crossings and prices stay in the cache.
 *
 * @param pairs three numbers each: places of the two windows, first bar whose decision counts
 * @param relations two numbers a pair, for `crossEvents`
 * @param states one for each pair, `stateBytes` apart
 * @param scratch `windowCount` × 4,096 bytes, and 8,208 more
 * @param out rows of `columns` numbers
 * @param settled a byte a pair: 0 when only the plain engine can settle what happened
 */
export function simulateCrossings(
  c: Context,
  sums: usize,
  ticksPerUnit: f64,
  windows: usize,
  windowCount: i32,
  pairs: usize,
  pairCount: i32,
  relations: usize,
  states: usize,
  stateBytes: usize,
  scratch: usize,
  out: usize,
  columns: i32,
  settled: usize,
): void {
  const length = c.length;
  const longest = longestOf(windows, windowCount);
  for (let p = 0; p < pairCount; p++) {
    store<i32>(relations + (<usize>p << 3), -1);
    begin(c, states + <usize>p * stateBytes, n(pairs, 3 * p + 2));
  }
  const events = scratch + <usize>windowCount * TILE_BYTES;
  for (let from = 0; from < length; from += TILE) {
    const bars = length - from < TILE ? length - from : TILE;
    codeTile(sums, ticksPerUnit, windows, windowCount, longest, from, bars, scratch);
    for (let p = 0; p < pairCount; p++) {
      const a = n(pairs, 3 * p);
      const b = n(pairs, 3 * p + 1);
      const found = crossEvents(
        sums,
        length,
        ticksPerUnit,
        n(windows, a),
        n(windows, b),
        scratch + <usize>a * TILE_BYTES,
        scratch + <usize>b * TILE_BYTES,
        from,
        bars,
        relations + (<usize>p << 3),
        events,
      );
      const isAbove = n(relations, 2 * p + 1) ^ (found & 1);
      walkCrossings(c, states + <usize>p * stateBytes, events, found, isAbove, from, from + bars);
    }
  }
  for (let p = 0; p < pairCount; p++) {
    const state = states + <usize>p * stateBytes;
    endLongTrades(c, state);
    const row = out + ((<usize>p * <usize>columns) << 3);
    store<u8>(settled + <usize>p, <u8>finish(c, state, row));
  }
}
