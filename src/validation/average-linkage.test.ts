import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageLinkage } from "./average-linkage.ts";

/** Joins the two nearest groups until none is near enough, by means over all pairs of members. */
function plainly(distances: readonly (readonly number[])[], cut: number): number[][] {
  const groups = distances.map((_, i) => [i]);
  for (;;) {
    let best: [number, number] | undefined;
    let least = cut;
    for (let a = 0; a < groups.length; a++) {
      for (let b = a + 1; b < groups.length; b++) {
        let sum = 0;
        for (const i of groups[a]!) for (const j of groups[b]!) sum += distances[i]![j]!;
        const distance = sum / (groups[a]!.length * groups[b]!.length);
        if (distance <= least && (best === undefined || distance < least)) {
          least = distance;
          best = [a, b];
        }
      }
    }
    if (best === undefined) return groups;
    groups[best[0]]!.push(...groups[best[1]]!);
    groups.splice(best[1], 1);
  }
}

const canonical = (groups: readonly (readonly number[])[]) =>
  groups.map((group) => [...group].sort((a, b) => a - b).join()).sort();

describe("averageLinkage", () => {
  it("joins by the mean distance", () => {
    // 0–1 are 1 apart; 2 is 2 and 4 from them, 3 on average
    const distances = [0, 1, 2, 1, 0, 4, 2, 4, 0];
    expect([...averageLinkage(Float64Array.from(distances), 3, 2.9).labels]).toEqual([0, 0, 1]);
    expect([...averageLinkage(Float64Array.from(distances), 3, 3).labels]).toEqual([0, 0, 0]);
    expect(averageLinkage(Float64Array.from(distances), 3, 0.5).clusters).toBe(3);
  });

  it("finds the same groups as joining the two nearest again and again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 14 }).chain((n) =>
          fc.tuple(
            fc.constant(n),
            // distinct distances: with ties either order is right
            fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), {
              minLength: (n * n - n) / 2,
              maxLength: (n * n - n) / 2,
            }),
            fc.integer({ min: 0, max: 100_000 }),
          ),
        ),
        ([n, values, cut]) => {
          const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
          let next = 0;
          for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) rows[i]![j] = rows[j]![i] = values[next++]!;
          const { labels, clusters } = averageLinkage(Float64Array.from(rows.flat()), n, cut);
          const groups = Array.from({ length: clusters }, (_, c) => [...labels.keys()].filter((i) => labels[i] === c));
          expect(canonical(groups)).toEqual(canonical(plainly(rows, cut)));
        },
      ),
    );
  });
});
