import type { SessionDay } from "./calendar.ts";

/** Weeks since the one of 1970-01-01, a Thursday. */
export function weekOf(day: SessionDay): number {
  return Math.floor((day + 3) / 7);
}

/** Months since January 1970, by the civil calendar (H. Hinnant, "chrono-compatible low-level date algorithms", 2013). */
export function monthOf(day: SessionDay): number {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 2 : march - 10;
  return (year + era * 400 + (month < 2 ? 1 : 0) - 1970) * 12 + month;
}
