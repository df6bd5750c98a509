import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, dayOfDate } from "./calendar/calendar.ts";
import { usEquity } from "./calendar/us-equity.ts";
import { sessionsOf } from "./sessions-of.ts";

const FROM = dayOfDate(2024, 6, 24) * DAY_MS;

test("as the calendar says for each close alone, whatever lies between closes", () => {
  const gap = fc.oneof(fc.constant(60_000), fc.integer({ min: 1, max: 5 * DAY_MS }), fc.constant(0.25));
  const closes = fc.array(gap, { maxLength: 400 }).map((gaps) => {
    let at = FROM;
    return Float64Array.from(gaps, (ms) => (at += ms));
  });
  fc.assert(
    fc.property(closes, (closeTime) => {
      expect(sessionsOf(usEquity, closeTime)).toEqual(Int32Array.from(closeTime, (at) => usEquity.sessionOf(at)));
    }),
  );
});

test("a close at the session's end belongs to it, one just after doesn't; each session is asked for once", () => {
  const day = dayOfDate(2024, 7, 3);
  const close = usEquity.close(day);
  const asked: number[] = [];
  const sessionOf = (at: number) => {
    asked.push(at);
    return usEquity.sessionOf(at);
  };
  const minutes = Float64Array.from({ length: 500 }, (_, i) => close + (i - 249) * 60_000);
  const sessions = sessionsOf({ ...usEquity, sessionOf }, minutes);
  // Independence Day is none.
  expect([sessions[0], sessions[249], sessions[250], sessions[499]]).toEqual([day, day, day + 2, day + 2]);
  expect(asked).toEqual([minutes[0], minutes[250]]);
});
