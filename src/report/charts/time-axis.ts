/** A place on a time axis whose positions are rows: nights, weekends and holidays take no room. */
export interface TimeTick {
  readonly row: number;
  readonly label: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** Finest first. A tick stands where the number changes from one row to the next. */
const UNITS: readonly { readonly of: (time: number) => number; readonly label: "minute" | "day" | "month" | "year" }[] =
  [
    ...[1, 5, 15, 30, 60, 180, 360].map((minutes) => ({
      of: (t: number) => Math.floor(t / (minutes * MINUTE)),
      label: "minute" as const,
    })),
    { of: (t) => Math.floor(t / DAY), label: "day" },
    { of: (t) => Math.floor((Math.floor(t / DAY) + 3) / 7), label: "day" },
    ...[1, 3, 6].map((months) => ({ of: (t: number) => Math.floor(monthOf(t) / months), label: "month" as const })),
    ...[1, 2, 5, 10, 20, 50].map((years) => ({
      of: (t: number) => Math.floor(monthOf(t) / (12 * years)),
      label: "year" as const,
    })),
  ];

/**
 * At most `most` ticks for ascending instants in epoch milliseconds (UTC), at the finest of minute, hour, day, week,
 * month and year that fits without leaving out many, and no two nearer than `gap` rows. One row, or rows that never change period, get one tick
 * with the date.
 */
export function timeTicks(time: Float64Array, most: number, gap = 1): TimeTick[] {
  for (const unit of UNITS) {
    const rows = boundaries(time, unit.of, most * 3);
    if (rows === undefined || rows.length < 2) continue;
    const kept = spaced(rows, gap);
    // Where many are too near, a coarser unit tells more than what is left of this one.
    if (kept.length > most || kept.length < Math.min(rows.length - 1, (rows.length * 2) / 3)) continue;
    return kept.map((row) => ({ row, label: labelOf(time, row, unit.label) }));
  }
  const only = time[0];
  return only === undefined || Number.isNaN(only) ? [] : [{ row: 0, label: dateOf(only) }];
}

/** Rows where the period changes; undefined as soon as there are more than `most`. */
function boundaries(time: Float64Array, period: (time: number) => number, most: number): number[] | undefined {
  const rows: number[] = [];
  let before = time.length > 0 ? period(time[0]!) : 0;
  for (let i = 1; i < time.length; i++) {
    const now = period(time[i]!);
    if (now !== before) rows.push(i);
    if (rows.length > most) return undefined;
    before = now;
  }
  return rows;
}

/** Leaves out rows too near to the one before: the second of two is the full period, the first a short one. */
function spaced(rows: readonly number[], gap: number): number[] {
  const kept: number[] = [];
  for (const row of rows) {
    if (kept.length > 0 && row - kept[kept.length - 1]! < gap) continue;
    kept.push(row);
  }
  return kept;
}

function labelOf(time: Float64Array, row: number, unit: "minute" | "day" | "month" | "year"): string {
  const at = new Date(time[row]!);
  const before = new Date(time[row - 1]!);
  const year = String(at.getUTCFullYear());
  const isNewYear = at.getUTCFullYear() !== before.getUTCFullYear();
  if (unit === "year") return year;
  const month = MONTHS[at.getUTCMonth()]!;
  if (unit === "month") return isNewYear ? year : month;
  const day = `${at.getUTCDate()} ${month}`;
  if (unit === "day") return isNewYear ? `${day} ${year}` : day;
  return at.getUTCDate() === before.getUTCDate() ? at.toISOString().slice(11, 16) : day;
}

function monthOf(time: number): number {
  const at = new Date(time);
  return at.getUTCFullYear() * 12 + at.getUTCMonth();
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
