import { expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { calendarOfDates } from "./calendar/dates-only.ts";
import { usEquity } from "./calendar/us-equity.ts";
import { barsOfShared, shareBars } from "./shared-bars.ts";

const bars = randomMarket("lively", 7, 400);

it("gives the same bars again, on memory that a message doesn't copy", () => {
  const shared = shareBars(bars)!;
  const again = barsOfShared(structuredClone(shared));
  expect(again).toEqual(bars);
  expect(again.close.buffer).toBeInstanceOf(SharedArrayBuffer);
  (shared.columns.close as Float64Array)[0] = 42;
  expect(again.close[0]).toBe(42);
});

it("makes a calendar of dates again by its dates", () => {
  const days = Int32Array.from(new Set(bars.session));
  const dated = { ...bars, calendar: calendarOfDates(days) };
  const { calendar } = barsOfShared(shareBars(dated)!);
  const [first, last] = [days[0]!, days.at(-1)!];
  expect(calendar.sessions(first, last + 1)).toEqual(dated.calendar.sessions(first, last + 1));
  expect(calendar.sessionsPerYear).toBe(dated.calendar.sessionsPerYear);
});

it("shares no bars of a calendar that another thread doesn't know", () => {
  const own = { ...bars, calendar: { ...usEquity } };
  expect(shareBars(own)).toBe(null);
});
