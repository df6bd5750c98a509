import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOfDay, dayOfDate } from "../market/calendar/calendar.ts";
import { aggregateReturns, firstDayOf } from "./aggregate-returns.ts";
import { compoundedReturn } from "./cumulative-returns.ts";
import { monthlyReturns } from "./monthly-returns.ts";

const column = (...values: number[]) => Float64Array.from(values);
const anySessions = fc
  .record({
    first: fc.integer({ min: -20_000, max: 40_000 }),
    steps: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 80 }),
  })
  .map(({ first, steps }) => {
    let day = first;
    return Int32Array.from(steps, (step) => (day += step));
  });

describe("firstDayOf", () => {
  it("knows Mondays, firsts of months, quarters and years", () => {
    // 2024-02-29 was a Thursday.
    const leapDay = dayOfDate(2024, 2, 29);
    const dates = (["week", "month", "quarter", "year"] as const).map((period) =>
      dateOfDay(firstDayOf(leapDay, period)),
    );
    expect(dates).toEqual(["2024-02-26", "2024-02-01", "2024-01-01", "2024-01-01"]);
    expect(dateOfDay(firstDayOf(dayOfDate(2024, 12, 31), "quarter"))).toBe("2024-10-01");
    // 1970-01-01 was a Thursday, 1969-12-29 a Monday.
    expect(firstDayOf(0, "week")).toBe(-3);
    expect(firstDayOf(-3, "week")).toBe(-3);
    expect(firstDayOf(-4, "week")).toBe(-10);
  });
});

describe("aggregateReturns", () => {
  it("compounds inside calendar months and leaves empty ones out", () => {
    const day = Int32Array.of(
      dayOfDate(2024, 1, 30),
      dayOfDate(2024, 1, 31),
      dayOfDate(2024, 3, 1),
      dayOfDate(2024, 3, 4),
    );
    expect(aggregateReturns(column(0.5, 1, NaN, -0.5), day, "month")).toEqual([
      { firstDay: dayOfDate(2024, 1, 1), returnFraction: 2, count: 2 },
      { firstDay: dayOfDate(2024, 3, 1), returnFraction: -0.5, count: 2 },
    ]);
    expect(aggregateReturns(column(), Int32Array.of(), "week")).toEqual([]);
    expect(() => aggregateReturns(column(1), Int32Array.of(), "week")).toThrow(
      expect.objectContaining({ code: "BACKSIGHT_LENGTH" }),
    );
  });

  it("keeps the total, whatever the period", () =>
    fc.assert(
      fc.property(anySessions, fc.constantFrom("week", "month", "quarter", "year"), (day, period) => {
        fc.pre(day.length > 0);
        const returns = Float64Array.from(day, (d) => ((d % 7) - 3) / 64);
        const parts = aggregateReturns(returns, day, period);
        expect(compoundedReturn(Float64Array.from(parts, (p) => p.returnFraction))).toBeCloseTo(
          compoundedReturn(returns),
          9,
        );
        expect(parts.reduce((count, p) => count + p.count, 0)).toBe(day.length);
        expect(parts.every((p, i) => i === 0 || p.firstDay > parts[i - 1]!.firstDay)).toBe(true);
      }),
    ));
});

describe("monthlyReturns", () => {
  it("compares the last sessions of months, the first month with the starting cash", () => {
    const day = Int32Array.of(
      dayOfDate(2023, 12, 28),
      dayOfDate(2023, 12, 29),
      dayOfDate(2024, 1, 2),
      dayOfDate(2024, 3, 1),
    );
    expect(monthlyReturns(day, column(90, 110, 99, 198), 100)).toEqual([
      { year: 2023, month: 12, returnFraction: expect.closeTo(0.1, 15), sessions: 2 },
      { year: 2024, month: 1, returnFraction: expect.closeTo(-0.1, 15), sessions: 1 },
      { year: 2024, month: 3, returnFraction: 1, sessions: 1 },
    ]);
    expect(monthlyReturns(Int32Array.of(), column(), 100)).toEqual([]);
    expect(() => monthlyReturns(day, column(1), 100)).toThrow(expect.objectContaining({ code: "BACKSIGHT_LENGTH" }));
  });

  it("says −1 in the month of ruin and 0 after it", () => {
    const day = Int32Array.of(0, 40, 80);
    const returns = monthlyReturns(day, column(50, -5, 0), 100).map((m) => m.returnFraction);
    expect(returns).toEqual([-0.5, -1, 0]);
  });

  it("agrees with compounding the session returns", () =>
    fc.assert(
      fc.property(anySessions, (day) => {
        const equity = Float64Array.from(day, (d, i) => 100 + ((d * 7 + i) % 50));
        const returns = equity.map((value, i) => value / (equity[i - 1] ?? 100) - 1);
        const compounded = aggregateReturns(returns, day, "month");
        const months = monthlyReturns(day, equity, 100);
        expect(months.length).toBe(compounded.length);
        months.forEach((month, i) => {
          expect(month.returnFraction).toBeCloseTo(compounded[i]!.returnFraction, 9);
          expect(dayOfDate(month.year, month.month, 1)).toBe(compounded[i]!.firstDay);
          expect(month.sessions).toBe(compounded[i]!.count);
        });
      }),
    ));
});
