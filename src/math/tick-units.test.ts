import { expect, it } from "vitest";
import { inTicks, tickDifference, tickMidpoint } from "./tick-units.ts";

it("gives equal results equal floats on a grid, where plain floats differ", () => {
  expect(0.3 - 0.1).not.toBe(0.5 - 0.3);
  expect(tickDifference(0.3, 0.1, 10)).toBe(tickDifference(0.5, 0.3, 10));
  expect((0.1 + 0.7) / 2).not.toBe((0.2 + 0.6) / 2);
  expect(tickMidpoint(0.1, 0.7, 10)).toBe(tickMidpoint(0.2, 0.6, 10));
  expect(inTicks(0.29, 100)).toBe(29);
});

it("is plain arithmetic off the grid", () => {
  expect([inTicks(0.29, null), tickDifference(3, 1, null), tickMidpoint(3, 1, null)]).toStrictEqual([0.29, 2, 2]);
});
