import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paretoFront } from "../samplers/pareto-fronts.ts";
import { ParetoArchive } from "./pareto-archive.ts";

describe("ParetoArchive", () => {
  it("holds what no other point dominates, as the sort of all of them says", () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(scores, (all) => {
        const archive = new ParetoArchive<number>();
        for (const [row, one] of all.entries()) archive.offer(row, one, () => row);
        const front = paretoFront(all).map((row) => all[row]!);
        const distinct = [...new Set(front.map((one) => JSON.stringify(one)))];
        const kept = archive.list();
        expect(kept.map((member) => JSON.stringify(member.scores)).sort()).toEqual(distinct.sort());
        // Of equal points the first is the one that stays.
        for (const { row, scores: own } of kept) {
          expect(all.findIndex((one) => JSON.stringify(one) === JSON.stringify(own))).toBe(row);
        }
        const firsts = kept.map((member) => member.scores[0]!);
        expect(firsts).toEqual(firsts.toSorted((a, b) => b - a));
      }),
    );
  });

  it("says whether a point was new on the front, and asks for no value otherwise", () => {
    const archive = new ParetoArchive<string>();
    expect(archive.offer(0, [1, 1], () => "a")).toBe(true);
    const never = () => {
      throw new Error("asked for");
    };
    expect(archive.offer(1, [1, 1], never)).toBe(false);
    expect(archive.offer(2, [0, 1], never)).toBe(false);
    expect(archive.offer(3, [0, 2], () => "b")).toBe(true);
    expect(archive.list().map(({ value }) => value)).toEqual(["a", "b"]);
  });
});
