import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinations } from "./combinations.ts";

describe("combinations", () => {
  it("lists them in lexicographic order", () => {
    expect(combinations(4, 2)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(combinations(3, 0)).toEqual([[]]);
    expect(combinations(2, 3)).toEqual([]);
  });

  it("has as many as Pascal's rule says, none twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 }), (n, k) => {
        const all = combinations(n, k);
        expect(all.length).toBe(combinations(n - 1, k - 1).length + combinations(n - 1, k).length);
        expect(new Set(all.map(String)).size).toBe(all.length);
      }),
    );
  });
});
