import { checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../bars.ts";
import { type BarColumns, BarsCheck } from "../bars-check.ts";
import { sessionsOf } from "../sessions-of.ts";
import { ArithmeticRuns } from "./arithmetic-runs.ts";
import { type BarColumn, packedColumn, plainColumn, slicedColumn } from "./bar-column.ts";

/** Everything about bars but their columns. */
export type BarsTags = Omit<Bars, keyof BarColumns | "session" | "length">;

/** The columns of bars, each held as it may be. */
export interface CompactColumns extends Readonly<Record<keyof BarColumns, BarColumn>> {
  readonly session: BarColumn<Int32Array>;
}

/** From so many bars on, loaders pack columns: below, there is room enough and nothing to gain. */
export const COMPACT_FROM = 1 << 19;

/** Rows that are looked at together: parts of packed columns are copies of this size. */
const PART = 1 << 16;

const compact = new WeakMap<Bars, CompactColumns>();

/**
 * Bars whose columns may be packed. Each reads as the plain array that it always is, and is unpacked when it is read
 * first: what a run doesn't ask for stays small. They are checked like those of `createBars`; tick grid and notes are
 * kept as given.
 *
 * @throws {BacksightError} as `createBars`, but for tick grids
 */
export function compactBars(tags: BarsTags, columns: Readonly<Record<keyof BarColumns, BarColumn>>): Bars {
  const { source, calendar } = tags;
  const { length } = columns.time;
  for (const [name, column] of Object.entries(columns)) checkLength(name, column, length);
  if (length === 0) throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source, between: "" });
  const check = new BarsCheck(source);
  const runs = new ArithmeticRuns();
  let areRuns = true;
  for (let start = 0; start < length; start += PART) {
    const end = Math.min(length, start + PART);
    check.add(partOfColumns(columns, start, end));
    const sessions = sessionsOf(calendar, columns.closeTime.part(start, end));
    areRuns &&= runs.add(sessions);
  }
  const session = areRuns
    ? packedColumn(runs, (n) => new Int32Array(n))
    : plainColumn(sessionsOf(calendar, columns.closeTime.values));
  return assemble({ ...tags, notes: [...tags.notes, ...check.notes()] }, { ...columns, session });
}

/** A column of any bars, in whichever form they hold it: for code that reads it once, or in few places. */
export function columnOf(bars: Bars, name: keyof BarColumns): BarColumn {
  return compact.get(bars)?.[name] ?? plainColumn(bars[name]);
}

/** The session of each bar, in whichever form the bars hold it. */
export function sessionColumn(bars: Bars): BarColumn<Int32Array> {
  return compact.get(bars)?.session ?? plainColumn(bars.session);
}

/** The same bars with other tags; unlike a spread it unpacks nothing. */
export function retagBars(bars: Bars, tags: Partial<BarsTags>): Bars {
  const columns = compact.get(bars);
  return columns === undefined ? { ...bars, ...tags } : assemble({ ...tagsOf(bars), ...tags }, columns);
}

/**
 * The same bars with prices that are plain arrays and nothing else: for loops over all bars, in which asking whether a
 * column is packed would cost more than the work.
 */
export function withPlainPrices(bars: Bars): Bars {
  const columns = compact.get(bars);
  if (columns === undefined) return bars;
  const { open, high, low, close } = bars;
  const plain: Bars = {
    length: bars.length,
    ...tagsOf(bars),
    open,
    high,
    low,
    close,
    get time() {
      return columns.time.values;
    },
    get closeTime() {
      return columns.closeTime.values;
    },
    get volume() {
      return columns.volume.values;
    },
    get session() {
      return columns.session.values;
    },
  };
  compact.set(plain, columns);
  return plain;
}

/** Rows `start` to `end` (excluded) of compact bars; undefined for plain ones. */
export function sliceCompactBars(bars: Bars, start: number, end: number): Bars | undefined {
  const columns = compact.get(bars);
  if (columns === undefined) return undefined;
  const part = (name: keyof BarColumns) => slicedColumn(columns[name], start, end);
  return assemble(tagsOf(bars), {
    time: part("time"),
    closeTime: part("closeTime"),
    open: part("open"),
    high: part("high"),
    low: part("low"),
    close: part("close"),
    volume: part("volume"),
    session: slicedColumn(columns.session, start, end),
  });
}

function assemble(tags: BarsTags, columns: CompactColumns): Bars {
  const bars: Bars = {
    length: columns.time.length,
    ...tags,
    get time() {
      return columns.time.values;
    },
    get closeTime() {
      return columns.closeTime.values;
    },
    get open() {
      return columns.open.values;
    },
    get high() {
      return columns.high.values;
    },
    get low() {
      return columns.low.values;
    },
    get close() {
      return columns.close.values;
    },
    get volume() {
      return columns.volume.values;
    },
    get session() {
      return columns.session.values;
    },
  };
  compact.set(bars, columns);
  return bars;
}

function tagsOf(bars: Bars): BarsTags {
  const { instrument, timeframe, calendar, ticksPerUnit, adjustment, source, isSynthetic, notes } = bars;
  return { instrument, timeframe, calendar, ticksPerUnit, adjustment, source, isSynthetic, notes };
}

/** Rows `start` to `end` (excluded) of all columns, to be read before the next part is asked for. */
export function partOfColumns(
  columns: Readonly<Record<keyof BarColumns, BarColumn>>,
  start: number,
  end: number,
): BarColumns {
  return {
    time: columns.time.part(start, end),
    closeTime: columns.closeTime.part(start, end),
    open: columns.open.part(start, end),
    high: columns.high.part(start, end),
    low: columns.low.part(start, end),
    close: columns.close.part(start, end),
    volume: columns.volume.part(start, end),
  };
}
