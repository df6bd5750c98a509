import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crowdingDistances, dominates, paretoFront, paretoFronts } from "./pareto-fronts.ts";
import type { Scores } from "./sampler-core.ts";

const scores = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })) },
  { weight: 1, arbitrary: fc.constant(null) },
) as fc.Arbitrary<Scores>;

describe("paretoFronts", () => {
  it("peels the points that nothing dominates, again and again", () => {
    fc.assert(
      fc.property(fc.array(scores, { maxLength: 30 }), (all) => {
        const fronts = paretoFronts(all);
        let left = [...all.keys()];
        for (const front of fronts) {
          expect(front).toEqual(left.filter((i) => !left.some((j) => dominates(all[j]!, all[i]!))));
          left = left.filter((i) => !front.includes(i));
        }
        expect(left).toEqual([]);
      }),
    );
  });

  it("puts failures behind everything else", () => {
    expect(paretoFronts([null, [0, 0], null, [1, -1]])).toEqual([
      [1, 3],
      [0, 2],
    ]);
    expect(dominates([1, 1], [1, 1])).toBe(false);
    expect([
      dominates([1, 2], [1, 1]),
      dominates(null, [1, 1]),
      dominates([1, 1], null),
      dominates(null, null),
    ]).toEqual([true, false, true, false]);
  });
});

describe("crowdingDistances", () => {
  it("adds the neighbours' distances as shares of the extent", () => {
    // Extents 4 and 10; the second point's neighbours are 0 and 4 apart from it in x, 10 and 0 in y.
    expect([
      ...crowdingDistances([
        [0, 10],
        [1, 4],
        [4, 0],
        [3, 2],
      ]),
    ]).toEqual([Infinity, 3 / 4 + 8 / 10, Infinity, 3 / 4 + 4 / 10]);
    expect([...crowdingDistances([[1, 1]])]).toEqual([Infinity]);
    expect([...crowdingDistances([null, null])]).toEqual([0, 0]);
  });
});

describe("paretoFront", () => {
  it("leaves out what isn't finite", () => {
    const objectives = [
      [1, 5],
      [2, 4],
      [2, 3],
      [Infinity, 9],
      [3, NaN],
    ];
    expect(paretoFront(objectives)).toEqual([0, 1]);
    expect(paretoFront([[NaN, 1]])).toEqual([]);
    expect(paretoFront([])).toEqual([]);
  });
});
