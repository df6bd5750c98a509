import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { aroundTheClock } from "./around-the-clock.ts";
import type { Calendar } from "./calendar.ts";
import { forex } from "./forex.ts";
import { usEquity } from "./us-equity.ts";

const CALENDARS: readonly Calendar[] = [usEquity, aroundTheClock, forex];

/** The calendar that a person named: "us-equity", "24x7" or "24x5" (also "forex"). @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function calendarById(id: string): Calendar {
  const calendar = CALENDARS.find((one) => one.id === (id === "forex" ? forex.id : id));
  if (calendar !== undefined) return calendar;
  const known = CALENDARS.map((one) => one.id);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "calendar",
    name: id,
    hint: didYouMean(id, known),
    known: known.join(", "),
  });
}
