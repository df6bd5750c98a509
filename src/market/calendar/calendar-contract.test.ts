import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aroundTheClock } from "./around-the-clock.ts";
import { type Calendar, DAY_MS, dayOfDate } from "./calendar.ts";
import { calendarOfDates } from "./dates-only.ts";
import { FOREX_FIRST_DAY, FOREX_LAST_DAY, forex } from "./forex.ts";
import { US_EQUITY_FIRST_DAY, US_EQUITY_LAST_DAY, usEquity } from "./us-equity.ts";

/** A calendar and the days from which a case is drawn: sessions lie on both sides of them. */
interface Case {
  readonly calendar: Calendar;
  readonly from: number;
  readonly to: number;
}

const someDates = fc
  .uniqueArray(fc.integer({ min: -3000, max: 20_000 }), { minLength: 4, maxLength: 60 })
  .map((days): Case => {
    const sorted = days.toSorted((a, b) => a - b);
    return { calendar: calendarOfDates(Int32Array.from(days)), from: sorted[1]!, to: sorted.at(-2)! };
  });

const cases: readonly (readonly [string, fc.Arbitrary<Case>])[] = [
  ["usEquity", fc.constant({ calendar: usEquity, from: US_EQUITY_FIRST_DAY + 3, to: US_EQUITY_LAST_DAY - 1 })],
  ["aroundTheClock", fc.constant({ calendar: aroundTheClock, from: dayOfDate(1950, 1, 1), to: dayOfDate(2050, 1, 1) })],
  ["forex", fc.constant({ calendar: forex, from: FOREX_FIRST_DAY + 3, to: FOREX_LAST_DAY - 3 })],
  ["calendarOfDates", someDates],
];

describe.each(cases)("%s keeps the contract", (_, aCase) => {
  const caseAndDay = aCase.chain((one) =>
    fc.record({ one: fc.constant(one), day: fc.integer({ min: one.from, max: one.to }) }),
  );

  test("a session starts at the close before it, opens no earlier and closes after that", () => {
    fc.assert(
      fc.property(caseAndDay, ({ one: { calendar }, day }) => {
        const session = calendar.sessionOnOrAfter(day);
        const before = calendar.sessionOnOrBefore(session - 1);
        expect(calendar.start(session)).toBe(calendar.close(before));
        expect(calendar.open(session)).toBeGreaterThanOrEqual(calendar.start(session));
        expect(calendar.close(session)).toBeGreaterThan(calendar.open(session));
      }),
    );
  });

  test("it holds what follows its start, up to and including its close", () => {
    fc.assert(
      fc.property(caseAndDay, ({ one: { calendar }, day }) => {
        const session = calendar.sessionOnOrBefore(day);
        expect(calendar.sessionOf(calendar.close(session))).toBe(session);
        expect(calendar.sessionOf(calendar.start(session) + 1)).toBe(session);
        expect(calendar.sessionOf(calendar.start(session) + 0.001)).toBe(session);
        expect(calendar.sessionOf(calendar.close(session) + 1)).toBe(calendar.sessionOnOrAfter(session + 1));
      }),
    );
  });

  test("sessionOf is the first session that closes at the instant or later", () => {
    fc.assert(
      fc.property(caseAndDay, fc.integer({ min: 0, max: DAY_MS }), ({ one: { calendar }, day }, ms) => {
        const time = day * DAY_MS + ms;
        const first = calendar.sessionOnOrBefore(day - 1);
        const nearby = calendar.sessions(first, calendar.sessionOnOrAfter(day + 1) + 1);
        expect(calendar.sessionOf(time)).toBe(nearby.find((session) => calendar.close(session) >= time));
      }),
    );
  });

  test("sessions() ascends, lists each session once and splits at any day", () => {
    fc.assert(
      fc.property(caseAndDay, fc.nat(40), fc.nat(40), ({ one: { calendar, to }, day }, n, m) => {
        const middle = Math.min(day + n, to);
        const end = Math.min(middle + m, to);
        const listed = [...calendar.sessions(day, end)];
        expect(listed).toEqual([...calendar.sessions(day, middle), ...calendar.sessions(middle, end)]);
        const counted: number[] = [];
        for (let one = day; one < end; one++) if (calendar.isSession(one)) counted.push(one);
        expect(listed).toEqual(counted);
      }),
    );
  });

  test("the sessions next to a day have none between", () => {
    fc.assert(
      fc.property(caseAndDay, ({ one: { calendar }, day }) => {
        const before = calendar.sessionOnOrBefore(day);
        const after = calendar.sessionOnOrAfter(day);
        expect(before).toBeLessThanOrEqual(day);
        expect(after).toBeGreaterThanOrEqual(day);
        expect([...calendar.sessions(before, after + 1)]).toEqual(before === after ? [day] : [before, after]);
      }),
    );
  });

  test("an empty range has no sessions", () => {
    fc.assert(
      fc.property(caseAndDay, fc.nat(5), ({ one: { calendar }, day }, n) => {
        expect(calendar.sessions(day, day - n)).toEqual(new Int32Array(0));
      }),
    );
  });
});
