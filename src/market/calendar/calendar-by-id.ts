import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { aroundTheClock } from "./around-the-clock.ts";
import type { Calendar } from "./calendar.ts";
import { usEquity } from "./us-equity.ts";

const CALENDARS: readonly Calendar[] = [usEquity, aroundTheClock];

/** The calendar that a person named: "us-equity" or "24x7". @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function calendarById(id: string): Calendar {
  const calendar = CALENDARS.find((one) => one.id === id);
  if (calendar !== undefined) return calendar;
  const known = CALENDARS.map((one) => one.id);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "calendar",
    name: id,
    hint: didYouMean(id, known),
    known: known.join(", "),
  });
}
