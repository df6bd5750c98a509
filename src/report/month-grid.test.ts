import { expect, it } from "vitest";
import { dayOfDate } from "../market/calendar/calendar.ts";
import { monthGrid } from "./month-grid.ts";

it("lays months out by year and compounds them to the year's total", () => {
  const day = Int32Array.of(
    dayOfDate(2023, 11, 30),
    dayOfDate(2023, 12, 28),
    dayOfDate(2023, 12, 29),
    dayOfDate(2025, 2, 28),
  );
  // 100 → 110 → (120) → 99 → 198.
  const [first, second, ...others] = monthGrid(
    { day, equity: Float64Array.of(110, 120, 99, 198), benchmark: new Float64Array(4) },
    100,
  );
  expect(others).toEqual([]);
  expect(first?.year).toBe(2023);
  expect(first?.months[10]).toBeCloseTo(0.1, 12);
  expect(first?.months[11]).toBeCloseTo(-0.1, 12);
  expect(first?.months[0]).toBeNaN();
  expect(first?.total).toBeCloseTo(-0.01, 12);
  expect(second?.year).toBe(2025);
  expect(second?.months[1]).toBeCloseTo(1, 12);
  expect(second?.total).toBeCloseTo(1, 12);
});
