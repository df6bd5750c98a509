import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intersect, overlap, subtract, type TimeRange, unionOf } from "./time-ranges.ts";

const DAYS = 60;
const ranges = fc.array(
  fc.tuple(fc.nat(DAYS), fc.nat(12)).map(([from, length]): TimeRange => ({ from, to: Math.min(DAYS, from + length) })),
  { maxLength: 12 },
);

/** The plain twin: every day that lies in one of the ranges. */
function daysOf(all: readonly TimeRange[]): Set<number> {
  const days = new Set<number>();
  for (const { from, to } of all) for (let day = from; day < to; day++) days.add(day);
  return days;
}

/** The fewest ranges that hold these days, ascending. */
function rangesOf(days: ReadonlySet<number>): TimeRange[] {
  const found: TimeRange[] = [];
  for (let day = 0; day < DAYS; day++) {
    if (days.has(day) && !days.has(day - 1)) {
      let to = day;
      while (days.has(to)) to++;
      found.push({ from: day, to });
    }
  }
  return found;
}

describe("arithmetic of ranges", () => {
  it("is that of sets of days", () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [daysA, daysB] = [daysOf(a), daysOf(b)];
        expect(unionOf([...a, ...b])).toEqual(rangesOf(daysA.union(daysB)));
        expect(subtract(a, b)).toEqual(rangesOf(daysA.difference(daysB)));
        expect(intersect(a, b)).toEqual(rangesOf(daysA.intersection(daysB)));
      }),
      { numRuns: 2000 },
    );
  });

  it("knows ranges without an end", () => {
    expect(subtract([{ from: -Infinity, to: Infinity }], [{ from: 3, to: 5 }])).toEqual([
      { from: -Infinity, to: 3 },
      { from: 5, to: Infinity },
    ]);
    expect(overlap({ from: 0, to: 5 }, { from: 5, to: 9 })).toBeNull();
    expect(overlap({ from: 0, to: 5 }, { from: 4, to: 9 })).toEqual({ from: 4, to: 5 });
  });
});
