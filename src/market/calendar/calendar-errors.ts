import { BacksightError } from "../../core/errors.ts";
import { isoTime } from "../iso-time.ts";
import { type Calendar, DAY_MS, type SessionDay } from "./calendar.ts";

/** A day that lies outside of what a calendar knows. `name` is the calendar as a person calls it. */
export function dayOutOfRange(name: string, first: SessionDay, last: SessionDay, day: SessionDay): BacksightError {
  return outOfRange(name, first, last, dateText(day));
}

/** An instant that belongs to no session that a calendar knows. */
export function timeOutOfRange(name: string, first: SessionDay, last: SessionDay, time: number): BacksightError {
  return outOfRange(name, first, last, isoTime(time));
}

/** A known day on which the market is closed, where a session was asked for. */
export function notASession(id: Calendar["id"], day: SessionDay): BacksightError {
  return new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "day",
    rule: `a session of the ${id} calendar`,
    value: dateText(day),
  });
}

function outOfRange(calendar: string, first: SessionDay, last: SessionDay, value: string): BacksightError {
  return new BacksightError("BACKSIGHT_CALENDAR_RANGE", {
    calendar,
    first: dateText(first),
    last: dateText(last),
    value,
  });
}

/** The date of a day number; the bare number when it is no date. */
function dateText(day: SessionDay): string {
  const text = isoTime(day * DAY_MS);
  return text.endsWith("T00:00:00Z") ? text.slice(0, -"T00:00:00Z".length) : String(day);
}
