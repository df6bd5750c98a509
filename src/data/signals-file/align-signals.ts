import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { dateOfDay } from "../../market/calendar/calendar.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { ColumnTimes } from "../bar-times/column-times.ts";
import { OffsetRuns } from "../bar-times/offset-runs.ts";
import { barsOfStamps, NO_BAR } from "./bars-of-stamps.ts";
import { checkSignals } from "./check-signals.ts";
import { explainMismatch } from "./explain-mismatch.ts";
import { selectRows } from "./select-rows.ts";
import { isMaskRole, LEVEL_ROLES, type LevelRole, type MaskRole, type TargetRole } from "./signal-roles.ts";
import type { SignalsTable } from "./signals-table.ts";
import { type RowStamps, type SignalsSettings, stampsOfRows } from "./stamps-of-rows.ts";

/** Signals as columns as long as the bars. */
export interface AlignedSignals {
  /** Masks of 0 and 1; levels, weights and units with NaN where the file has none. */
  readonly columns: Readonly<
    Partial<Record<MaskRole, Uint8Array>> & Partial<Record<LevelRole | TargetRole, Float64Array>>
  >;
  /** How rows and bars came together, for people. */
  readonly notes: readonly string[];
}

/** The rows of a file that are used, and where they belong. */
interface Alignment {
  readonly table: SignalsTable;
  readonly bars: Bars;
  readonly settings: SignalsSettings;
  readonly picked: Int32Array;
  readonly times: ColumnTimes;
  readonly stamps: RowStamps;
  /** Of each picked row. */
  readonly barOf: Int32Array;
}

/**
 * Puts the rows of a signals file on the bars that they mean, by time; their order doesn't matter. On a bar without a
 * row masks are 0, and weights and units keep what is held. Rows before the first bar and after the last one aren't
 * used; rows between them that match no bar aren't either, as long as most do. Both are counted in the notes.
 *
 * @throws {BacksightError} BACKSIGHT_SIGNALS_MATCH when no row, or only the lesser part, matches a bar, when there are no
 * rows of the symbol and when stops or targets can't be prices; BACKSIGHT_CSV_ROW or BACKSIGHT_PARQUET_ROW for two rows
 * of one bar and for values that make no sense; BACKSIGHT_OPTION_UNKNOWN for a zone that isn't known
 */
export function alignSignals(table: SignalsTable, bars: Bars, settings: SignalsSettings = {}): AlignedSignals {
  const picked = selectRows(table, bars.instrument.symbol, settings.symbol);
  checkSignals(table, picked);
  const times = pickTimes(table.times, picked);
  const stamps = stampsOfRows(times, bars, settings);
  const refuse = (i: number, problem: string) => table.rows.refuse(picked[i]!, problem);
  refuseTwins(table, picked, stamps.values, stamps);
  const barOf = barsOfStamps(stamps, bars, settings.at ?? "open", refuse);
  refuseTwins(table, picked, barOf, stamps);
  const alignment = { table, bars, settings, picked, times, stamps, barOf };
  const notes = [...table.notes, ...stamps.notes, ...matchNotes(alignment)];
  const masks: Partial<Record<MaskRole, Uint8Array>> = {};
  const numbers: Partial<Record<LevelRole | TargetRole, Float64Array>> = {};
  for (const [role, { values }] of table.columns) {
    if (isMaskRole(role)) masks[role] = spread(values, new Uint8Array(bars.length), alignment);
    else numbers[role] = spread(values, new Float64Array(bars.length).fill(NaN), alignment);
  }
  refuseFractions(alignment);
  return { columns: { ...masks, ...numbers }, notes };
}

function pickTimes({ written, offsets, notes }: ColumnTimes, picked: Int32Array): ColumnTimes {
  const runs = offsets === undefined ? undefined : new OffsetRuns();
  for (const row of picked) runs?.push(offsets!.at(row));
  return { written: Float64Array.from(picked, (row) => written[row]!), offsets: runs, notes };
}

/** Two rows of one time, or of one bar. */
function refuseTwins(
  { rows }: SignalsTable,
  picked: Int32Array,
  keys: Float64Array | Int32Array,
  stamps: RowStamps,
): void {
  const firstRow = new Map<number, number>();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const first = firstRow.get(key);
    firstRow.set(key, i);
    if (first === undefined || key === NO_BAR) continue;
    const other = `${rows.noun} ${rows.numberOf(picked[first]!)}`;
    rows.refuse(picked[i]!, `its time ${shown(stamps, i)} means the same bar as ${other}`);
  }
}

/** Puts the values of rows where their bars are. */
function spread<T extends Uint8Array | Float64Array>(values: Float64Array, out: T, { picked, barOf }: Alignment): T {
  for (let i = 0; i < picked.length; i++) if (barOf[i] !== NO_BAR) out[barOf[i]!] = values[picked[i]!]!;
  return out;
}

const MOST_SHOWN = 3;

/** Counts what isn't used. @throws {BacksightError} BACKSIGHT_SIGNALS_MATCH when that is too much */
function matchNotes(alignment: Alignment): string[] {
  const { table, bars, picked, stamps, barOf } = alignment;
  const [first, last] = rangeOf(bars, stamps.kind);
  let matched = 0;
  let before = 0;
  let after = 0;
  const between: number[] = [];
  for (let i = 0; i < picked.length; i++) {
    const stamp = stamps.values[i]!;
    if (barOf[i] !== NO_BAR) matched++;
    else if (stamp < first) before++;
    else if (stamp > last) after++;
    else between.push(i);
  }
  if (matched === 0 || between.length > matched) {
    const { symbol } = bars.instrument;
    const count =
      matched === 0
        ? `none of its ${picked.length} rows matches`
        : `only ${matched} of its ${picked.length} rows match`;
    const [from, to] = extremes(stamps);
    const range = `rows: ${from} to ${to}; bars: ${labelOf(stamps.kind, first)} to ${labelOf(stamps.kind, last)}`;
    throw new BacksightError("BACKSIGHT_SIGNALS_MATCH", {
      path: table.path,
      problem: `${count} a bar of ${symbol} ${bars.timeframe.label} (${range})`,
      advice: explainMismatch(alignment.times, stamps, bars, alignment.settings),
    });
  }
  const notes: string[] = [];
  if (between.length > 0) {
    const speaking = between.filter((i) => saysSomething(table, picked[i]!));
    const shownTimes = (speaking.length > 0 ? speaking : between).slice(0, MOST_SHOWN).map((i) => shown(stamps, i));
    const more = between.length > MOST_SHOWN ? ", …" : "";
    notes.push(
      `${between.length} of ${picked.length} rows of signals match no bar and aren't used, ${speaking.length} of them with a signal: ${shownTimes.join(", ")}${more}`,
    );
  }
  if (before + after > 0) {
    notes.push(`rows of signals not used: ${before} before the first bar, ${after} after the last`);
  }
  return notes;
}

/** First and last stamp that could match. */
function rangeOf({ session, time, closeTime, length }: Bars, kind: RowStamps["kind"]): readonly [number, number] {
  return kind === "days" ? [session[0]!, session[length - 1]!] : [time[0]!, closeTime[length - 1]!];
}

function saysSomething({ columns }: SignalsTable, row: number): boolean {
  for (const [role, { values }] of columns) {
    const value = values[row]!;
    if (isMaskRole(role) ? value === 1 : !Number.isNaN(value)) return true;
  }
  return false;
}

function extremes(stamps: RowStamps): readonly [string, string] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of stamps.values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [labelOf(stamps.kind, low), labelOf(stamps.kind, high)];
}

function shown({ kind, values }: RowStamps, i: number): string {
  return labelOf(kind, values[i]!);
}

function labelOf(kind: RowStamps["kind"], stamp: number): string {
  return kind === "days" ? dateOfDay(stamp) : isoTime(stamp);
}

const FAR_BELOW = 10;

/** Stops that all lie below a tenth of the lowest price aren't prices. */
function refuseFractions({ table, bars, picked }: Alignment): void {
  for (const role of LEVEL_ROLES) {
    const column = table.columns.get(role);
    if (column === undefined) continue;
    let largest = -Infinity;
    for (const row of picked) if (column.values[row]! > largest) largest = column.values[row]!;
    const lowest = bars.low.reduce((least, price) => Math.min(least, price), Infinity);
    if (largest === -Infinity || largest * FAR_BELOW >= lowest) continue;
    throw new BacksightError("BACKSIGHT_SIGNALS_MATCH", {
      path: table.path,
      problem: `its ${column.name} is ${largest} at most where the price is ${lowest} at least`,
      advice: `Give prices, not fractions; a fraction of the entry price is a flag: --${role === "stopLoss" ? "stop-loss" : "take-profit"} 2%.`,
    });
  }
}
