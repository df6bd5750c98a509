import type { StoredSegment } from "./segment-rows.ts";
import { overlap, subtract, type TimeRange } from "./time-ranges.ts";

/** The part of a segment that holds in a range. */
export interface Piece extends TimeRange {
  readonly segment: StoredSegment;
}

/**
 * Which segment holds where: at every instant the one that was committed last. Pieces are disjoint and ascending;
 * instants without a segment have none.
 *
 * @param segments in the order of commits
 */
export function visiblePieces(segments: readonly StoredSegment[], ranges: readonly TimeRange[]): Piece[] {
  const pieces: Piece[] = [];
  let open = [...ranges];
  for (let k = segments.length - 1; k >= 0 && open.length > 0; k--) {
    const segment = segments[k]!;
    const parts = open.map((range) => overlap(range, segment)).filter((part) => part !== null);
    for (const part of parts) pieces.push({ ...part, segment });
    open = subtract(open, [segment]);
  }
  return pieces.sort((a, b) => a.from - b.from);
}
