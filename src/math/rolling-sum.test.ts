import { expect, it } from "vitest";
import { RollingSum } from "./rolling-sum.ts";

it("counts whole ticks on a grid", () => {
  const sum = new RollingSum(3, 100);
  for (const price of [0.1, 0.2, 0.7]) sum.push(price);
  expect(sum.total).toBe(100);
  expect(sum.mean).toBe(100 / 300);
});

it("forgets a spike that has left the window", () => {
  const sum = new RollingSum(2, null);
  for (const value of [1e17, 0.1, 0.2]) sum.push(value);
  expect(sum.total).toBe(0.1 + 0.2);
});

it("starts from nothing once all values are missing", () => {
  const sum = new RollingSum(2, null);
  for (const value of [1e300, NaN, NaN, 1, 2]) sum.push(value);
  expect(sum.total).toBe(3);
});
