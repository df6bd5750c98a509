import type { Bars } from "./bars.ts";
import type { BarColumns } from "./bars-check.ts";
import { calendarById } from "./calendar/calendar-by-id.ts";
import { calendarOfDates } from "./calendar/dates-only.ts";
import { columnOf, sessionColumn } from "./compact/compact-bars.ts";

const COLUMNS = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const satisfies (keyof BarColumns)[];

/** Bars that threads share: their columns lie once in memory, and a message to a thread carries no copy. */
export interface SharedBars {
  readonly columns: Readonly<Record<(typeof COLUMNS)[number], Float64Array>>;
  readonly session: Int32Array;
  readonly calendar: { readonly id: string; readonly dates: Int32Array | null };
  readonly tags: Omit<Bars, (typeof COLUMNS)[number] | "session" | "calendar" | "local">;
  /** What strategies see, and the rate from it; null: the prices themselves. */
  readonly local: { readonly bars: SharedBars; readonly rate: Float64Array } | null;
}

/** Bytes that are copied at a time: packed columns are never whole in memory beside their copy. */
const PART = 1 << 16;

/** Copies bars to where all threads can read them; null where no other thread could make their calendar again. */
export function shareBars(bars: Bars): SharedBars | null {
  const session = new Int32Array(new SharedArrayBuffer(bars.length * Int32Array.BYTES_PER_ELEMENT));
  fill(session, sessionColumn(bars));
  const calendar = calendarTag(bars, session);
  if (calendar === null) return null;
  const columns = COLUMNS.map((name) => {
    const column = new Float64Array(new SharedArrayBuffer(bars.length * Float64Array.BYTES_PER_ELEMENT));
    fill(column, columnOf(bars, name));
    return [name, column] as const;
  });
  const { length, instrument, timeframe, ticksPerUnit, adjustment, source, isSynthetic, notes } = bars;
  return {
    columns: Object.fromEntries(columns) as SharedBars["columns"],
    session,
    calendar,
    local: shareLocal(bars),
    tags: { length, instrument, timeframe, ticksPerUnit, adjustment, source, isSynthetic, notes },
  };
}

/** The bars again, as views on the shared columns. */
export function barsOfShared({ columns, session, calendar, tags, local }: SharedBars): Bars {
  const bars = { ...tags, ...columns, session, calendar: calendarOfTag(calendar) };
  return local === null ? bars : { ...bars, local: { bars: barsOfShared(local.bars), rate: local.rate } };
}

function shareLocal({ local, length }: Bars): SharedBars["local"] {
  if (local === undefined) return null;
  const rate = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
  rate.set(local.rate);
  // The calendar is the converted bars' own, which could be shared.
  return { bars: shareBars(local.bars)!, rate };
}

interface ColumnPart<T> {
  part(start: number, end: number): T;
}

function fill<T extends Float64Array | Int32Array>(into: T, column: ColumnPart<T>): void {
  for (let start = 0; start < into.length; start += PART) {
    into.set(column.part(start, Math.min(into.length, start + PART)), start);
  }
}

/** A calendar of dates is named by them, the others by their id. */
function calendarTag({ calendar }: Bars, session: Int32Array): SharedBars["calendar"] | null {
  const [first, last] = [session[0]!, session[session.length - 1]!];
  if (calendar.id !== "none") {
    const tag = { id: calendar.id, dates: null };
    return calendarOfTag(tag) === calendar ? tag : null;
  }
  const tag = { id: calendar.id, dates: calendar.sessions(first, last + 1) };
  return calendarOfTag(tag).sessionsPerYear === calendar.sessionsPerYear ? tag : null;
}

function calendarOfTag({ id, dates }: SharedBars["calendar"]) {
  return dates === null ? calendarById(id) : calendarOfDates(dates);
}
