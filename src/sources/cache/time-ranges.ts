/** Half-open, epoch milliseconds: from <= time < to. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The instants of any of the ranges, as the fewest ranges, ascending; empty ranges vanish. */
export function unionOf(ranges: readonly TimeRange[]): TimeRange[] {
  const sorted = ranges.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const union: TimeRange[] = [];
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (last === undefined || from > last.to) union.push({ from, to });
    else if (to > last.to) union[union.length - 1] = { from: last.from, to };
  }
  return union;
}

/** The instants of `ranges` that lie in none of `holes`, as the fewest ranges, ascending. */
export function subtract(ranges: readonly TimeRange[], holes: readonly TimeRange[]): TimeRange[] {
  const merged = unionOf(holes);
  const left: TimeRange[] = [];
  let j = 0;
  for (const { from, to } of unionOf(ranges)) {
    let start = from;
    while (j < merged.length && merged[j]!.to <= start) j++;
    for (let k = j; k < merged.length && merged[k]!.from < to; k++) {
      const hole = merged[k]!;
      if (start < hole.from) left.push({ from: start, to: hole.from });
      start = Math.max(start, hole.to);
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}

/** The instants that lie in both, as the fewest ranges, ascending. */
export function intersect(a: readonly TimeRange[], b: readonly TimeRange[]): TimeRange[] {
  return subtract(a, subtract(a, b));
}

/** The part of a range inside another; null when they have no instant in common. */
export function overlap(a: TimeRange, b: TimeRange): TimeRange | null {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : null;
}
