import { expect, it } from "vitest";
import { Delay } from "./delay.ts";

it("gives back what went in", () => {
  const delay = new Delay(2);
  expect([1, 2, 3, 4].map((value) => delay.push(value))).toStrictEqual([NaN, NaN, 1, 2]);
});
