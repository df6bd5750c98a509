import { expect, it } from "vitest";
import { aroundTheClock } from "../../../market/calendar/around-the-clock.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { PLAN_TERMS, settledBefore } from "./polygon-plan.ts";

it("what is settled: a minute ago, a quarter of an hour more on a delayed plan, yesterday on the free one", () => {
  // 21:30 in New York on 2024-05-01.
  const now = Date.UTC(2024, 4, 2, 1, 30);
  expect(settledBefore(PLAN_TERMS.advanced, now, usEquity)).toBe(Date.UTC(2024, 4, 2, 1, 29));
  expect(settledBefore(PLAN_TERMS.starter, now, usEquity)).toBe(Date.UTC(2024, 4, 2, 1, 14));
  expect(settledBefore(PLAN_TERMS.basic, now, usEquity)).toBe(Date.UTC(2024, 4, 1, 4));
  // On UTC's clock it is the 2nd, but the vendor's day goes on.
  expect(settledBefore(PLAN_TERMS.basic, now, aroundTheClock)).toBe(Date.UTC(2024, 4, 1, 4));
  expect(settledBefore(PLAN_TERMS.basic, Date.UTC(2024, 4, 2, 5), aroundTheClock)).toBe(Date.UTC(2024, 4, 2));
});
