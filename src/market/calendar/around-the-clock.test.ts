import { expect, test } from "vitest";
import { aroundTheClock } from "./around-the-clock.ts";
import { DAY_MS } from "./calendar.ts";

test("a session is a UTC date: midnight ends the date before", () => {
  expect([aroundTheClock.open(1), aroundTheClock.close(1)]).toEqual([DAY_MS, 2 * DAY_MS]);
  expect([0, 1, DAY_MS, DAY_MS + 1].map(aroundTheClock.sessionOf)).toEqual([-1, 0, 0, 1]);
  expect([...aroundTheClock.sessions(-1, 2)]).toEqual([-1, 0, 1]);
});

test("instants and days that no date has", () => {
  expect(() => aroundTheClock.sessionOf(NaN)).toThrow("the 24x7 calendar knows");
  expect(() => aroundTheClock.open(1e9)).toThrow("not 1000000000.");
  expect(() => aroundTheClock.sessions(0, Infinity)).toThrow("not Infinity.");
});
