import { expect, it } from "vitest";
import { RollingCovariance } from "./rolling-covariance.ts";

it("sums squares and products about the means: (−1, 1) and (−2, 2)", () => {
  const pairs = new RollingCovariance(2);
  pairs.push(9, 9);
  expect(pairs.xy).toBeNaN();
  pairs.push(1, 10);
  pairs.push(3, 14);
  expect([pairs.xx, pairs.yy, pairs.xy]).toStrictEqual([2, 8, 4]);
});

it("is undefined while half a pair is missing", () => {
  const pairs = new RollingCovariance(2);
  const isDefined = [
    [1, 1],
    [2, NaN],
    [3, 2],
    [4, 3],
  ].map(([x, y]) => {
    pairs.push(x!, y!);
    return !Number.isNaN(pairs.xy);
  });
  expect(isDefined).toStrictEqual([false, false, false, true]);
});

it("is exactly 0 where nothing varies", () => {
  const pairs = new RollingCovariance(3);
  for (let k = 0; k < 3; k++) pairs.push(0.1, 0.3);
  expect([pairs.xx, pairs.yy, pairs.xy]).toStrictEqual([0, 0, 0]);
});
