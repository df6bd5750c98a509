import { expect, it } from "vitest";
import { ExponentialAverage } from "./exponential-average.ts";

it("starts from a mean and moves by its weight: EMA(3) has 1/2, Wilder's(2) 1/2, Wilder's(4) 1/4", () => {
  const ema = ExponentialAverage.ema(3);
  expect([1, 2, 3, 6].map((value) => ema.push(value))).toStrictEqual([NaN, NaN, 2, 4]);
  const wilder = ExponentialAverage.wilder(4);
  expect([1, 2, 3, 6, 7].map((value) => wilder.push(value))).toStrictEqual([NaN, NaN, NaN, 3, 4]);
});

it("starts anew after a value that isn't finite, however many there are", () => {
  const average = ExponentialAverage.ema(2);
  const values = [4, 6, 8, NaN, 1, Infinity, NaN, 2, 4].map((value) => average.push(value));
  expect(values).toStrictEqual([NaN, 5, 7, NaN, NaN, NaN, NaN, NaN, 3]);
});

it("stays where it is while nothing moves", () => {
  const average = ExponentialAverage.wilder(3, 10);
  for (let k = 0; k < 50; k++) average.push(0.1);
  expect(average.push(0.1)).toBe(0.1);
});
