import { describe, expect, test } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { leeReady, tickRule } from "./classify-trades.ts";
import { effectiveSpreads } from "./effective-spread.ts";
import { kyleLambda } from "./kyle-lambda.ts";
import { orderFlowImbalance } from "./order-flow-imbalance.ts";
import { vpin } from "./vpin.ts";

const column = (...values: number[]) => Float64Array.from(values);

describe("who began a trade", () => {
  test("the tick rule remembers through equal prices", () => {
    expect([...tickRule(column(10, 10, 11, 11, 10, 10, 12))]).toEqual([0, 0, 1, 1, -1, -1, 1]);
  });

  test("the quote before the trade decides, the tick rule at its middle and without one", () => {
    const sides = leeReady([1, 5, 6, 7], column(10, 10.1, 10.05, 10), [2, 6], column(10, 10), column(10.2, 10.1));
    // No quote yet: 0. At the middle of 10 and 10.2, up: +1. The quote of time 6 is not before the trade of time 6: below
    // 10.1. Then 10 is below 10.05.
    expect([...sides]).toEqual([0, 1, -1, -1]);
  });
});

// By hand: a higher bid brings its whole size (+7); a smaller size at the same bid takes the difference (3 − 7); a lower
// offer adds supply (−4), a higher one takes its old size away (+4).
test("each change of the quotes adds to demand or to supply", () => {
  const flow = orderFlowImbalance(
    column(10, 10.01, 10.01, 10.01, 10.01),
    column(5, 7, 3, 3, 3),
    column(11, 11, 11, 10.9, 11),
    column(6, 6, 6, 4, 2),
  );
  expect([...flow]).toEqual([0, 7, -4, -4, 4]);
});

describe("VPIN", () => {
  // Changes 1, −1, 1, −1 have a deviation of √(4/3); Φ(√3 / 2) = 0.8068 by tables: 2 × 0.8068 − 1 = 0.6136.
  test("of rows that fill a bucket each", () => {
    const { row, vpin: values } = vpin(column(10, 11, 10, 11, 10), column(0, 100, 100, 100, 100), {
      bucketVolume: 100,
      buckets: 2,
    });
    expect([...row]).toEqual([1, 2, 3, 4]);
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(0.6136, 3);
  });

  test("opposite halves of a bucket are balanced, and what doesn't fill one waits", () => {
    const { row, vpin: values } = vpin(column(10, 11, 10, 11), column(0, 50, 50, 50), {
      bucketVolume: 100,
      buckets: 1,
    });
    expect([...row]).toEqual([2]);
    expect(values[0]).toBeCloseTo(0, 12);
  });

  test("buckets must hold something", () => {
    expect(thrown(() => vpin(column(1), column(1), { bucketVolume: 0 })).code).toBe("BACKSIGHT_ARGUMENT");
  });
});

test("Kyle's λ is the slope, and NaN where nothing varies", () => {
  expect(kyleLambda(column(1.5, 2.5, 0.5), column(1, 2, 0))).toBeCloseTo(1, 15);
  expect(kyleLambda(column(1, 2), column(5, 5))).toBeNaN();
});

test("a buy at 10.05 against 10, which is 10.02 later: half of a hundredth paid, three fifths of it kept", () => {
  const { effective, realised } = effectiveSpreads(
    column(10.05, 9),
    Int8Array.of(1, 0),
    column(10, 10),
    column(10.02, 10),
  );
  expect(effective[0]).toBeCloseTo(0.01, 12);
  expect(realised[0]).toBeCloseTo(0.006, 12);
  expect(effective[1]).toBeNaN();
});
