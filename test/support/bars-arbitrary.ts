import * as fc from "fast-check";
import type { Bars } from "../../src/market/bars.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import type { Calendar } from "../../src/market/calendar/calendar.ts";
import { calendarOfDates } from "../../src/market/calendar/dates-only.ts";
import { usEquity } from "../../src/market/calendar/us-equity.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { timeframe } from "../../src/market/timeframe.ts";

const DAY_MS = 86_400_000;
/** 1998-01-01 to 2030: what the narrowest calendar knows. */
const FIRST_DAY = 10_230;

const price = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100),
  fc.double({ min: 5e-324, max: 1e300, noNaN: true }),
);

const row = fc.record({
  gap: fc.double({ min: 0, max: 3 * DAY_MS, noNaN: true }),
  span: fc.double({ min: 0, max: DAY_MS, noNaN: true }),
  prices: fc.array(price, { minLength: 4, maxLength: 4 }),
  volume: fc.oneof(fc.constantFrom(NaN, 0, -0, 1), fc.double({ min: 0, max: 1e15, noNaN: true })),
});

const facts = fc.record({
  calendar: fc.constantFrom<Calendar["id"]>("us-equity", "24x7", "none"),
  symbol: fc.string({ unit: "grapheme" }),
  lot: fc.option(fc.double({ min: 1e-8, max: 1000, noNaN: true })),
  multiplier: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  currency: fc.constantFrom("USD", "EUR", "USDT"),
  count: fc.integer({ min: 1, max: 1_000_000 }),
  unit: fc.constantFrom("s" as const, "m" as const, "h" as const, "d" as const, "w" as const, "mo" as const),
  adjustment: fc.constantFrom("raw" as const, "split" as const, "total" as const),
  isSynthetic: fc.boolean(),
  source: fc.string({ unit: "binary" }),
  notes: fc.array(fc.string({ unit: "binary" }), { maxLength: 3 }),
});

/** Any bars that `createBars` takes: odd times, odd prices, unknown volumes. */
export const anyBars: fc.Arbitrary<Bars> = fc
  .record({ rows: fc.array(row, { minLength: 1, maxLength: 40 }), facts, isWhole: fc.boolean(), first: fc.nat(3000) })
  .map(({ rows, facts: { calendar: id, symbol, lot, multiplier, currency, count, unit, ...rest }, isWhole, first }) => {
    const round = isWhole ? Math.round : (value: number) => value;
    let at = (FIRST_DAY + first) * DAY_MS + 1;
    const time = new Float64Array(rows.length);
    const closeTime = new Float64Array(rows.length);
    for (const [i, { gap, span }] of rows.entries()) {
      time[i] = round(at + gap);
      closeTime[i] = Math.max(round(time[i]! + span), (closeTime[i - 1] ?? 0) + 1, time[i]!);
      at = time[i]!;
    }
    const days = Int32Array.from([...time, ...closeTime], (ms) => Math.floor(ms / DAY_MS));
    const calendar = id === "us-equity" ? usEquity : id === "24x7" ? aroundTheClock : calendarOfDates(days);
    return createBars({
      instrument: { symbol, lot, multiplier, currency },
      timeframe: timeframe(count, unit),
      calendar,
      time,
      closeTime,
      open: Float64Array.from(rows, ({ prices }) => prices[0]!),
      high: Float64Array.from(rows, ({ prices }) => Math.max(prices[1]!, prices[2]!)),
      low: Float64Array.from(rows, ({ prices }) => Math.min(prices[1]!, prices[2]!)),
      close: Float64Array.from(rows, ({ prices }) => prices[3]!),
      volume: Float64Array.from(rows, ({ volume }) => volume),
      ...rest,
    });
  });
