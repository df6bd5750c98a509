const LATEST_DATE = 8.64e15;

/** An instant for people: "2024-01-31T14:30:00Z", with milliseconds where there are any; the bare number when it is no date. */
export function isoTime(time: number): string {
  if (!(time >= -LATEST_DATE && time <= LATEST_DATE)) return String(time);
  return new Date(time).toISOString().replace(".000Z", "Z");
}
