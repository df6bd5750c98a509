import fc from "fast-check";
import { expect, it } from "vitest";
import { dayOfDate } from "./calendar.ts";
import { monthOf, weekOf } from "./week-and-month.ts";

it("counts months from January 1970, as the platform's own dates do", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1700, max: 2400 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      (year, month, day) => {
        expect(monthOf(dayOfDate(year, month, day))).toBe((year - 1970) * 12 + month - 1);
      },
    ),
  );
});

it("begins weeks on Monday", () => {
  // 2024-01-01 was a Monday.
  const monday = dayOfDate(2024, 1, 1);
  expect(weekOf(monday - 1)).toBe(weekOf(monday) - 1);
  for (let day = 0; day < 7; day++) expect(weekOf(monday + day)).toBe(weekOf(monday));
  expect(weekOf(monday + 7)).toBe(weekOf(monday) + 1);
});
