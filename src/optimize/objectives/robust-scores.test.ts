import { describe, expect, it } from "vitest";
import { meanOfAll, meanScores, worstScores } from "./robust-scores.ts";

describe("meanScores", () => {
  it("is the mean over the point and its neighbours that have a rank", () => {
    // (3 + 1 + 2) / 3 and (6 + 0 + 3) / 3
    expect(meanScores([3, 6], [[1, 0], null, [2, 3]])).toEqual([2, 3]);
    expect(meanScores([3], [])).toEqual([3]);
    expect(meanScores(null, [[5]])).toBeNull();
  });
});

describe("worstScores", () => {
  it("is the least of each goal, and unknown where one fold is", () => {
    expect(
      worstScores([
        [3, 1],
        [2, 5],
        [4, 4],
      ]),
    ).toEqual([2, 1]);
    expect(worstScores([[3], null])).toBeNull();
    expect(worstScores([null, [3]])).toBeNull();
    expect(worstScores([])).toBeNull();
  });
});

describe("meanOfAll", () => {
  it("is the mean of each goal, and unknown where one fold is", () => {
    // (3 + 2 + 4) / 3 and (1 + 5 + 3) / 3
    const folds = [
      [3, 1],
      [2, 5],
      [4, 3],
    ];
    expect(meanOfAll(folds)).toEqual([3, 3]);
    expect(meanOfAll([[3], null])).toBeNull();
    expect(meanOfAll([null, [3]])).toBeNull();
    expect(meanOfAll([])).toBeNull();
  });
});
