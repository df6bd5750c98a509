import { DAY_MS } from "../../market/calendar/calendar.ts";

/** "2024-01-31", or "2024-01-31 09:30:00" when `ms` (as written, counted like UTC) isn't a midnight. */
export function writtenTime(ms: number): string {
  const text = new Date(ms).toISOString();
  const isMidnight = ms % DAY_MS === 0;
  return isMidnight ? text.slice(0, 10) : text.replace("T", " ").replace(/(\.000)?Z$/, "");
}
