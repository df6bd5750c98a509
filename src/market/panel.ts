import { BacksightError } from "../core/errors.ts";
import type { Bars, PriceColumn } from "./bars.ts";
import type { SessionDay } from "./calendar/calendar.ts";
import { sliceBars } from "./slice-bars.ts";

/**
 * Several instruments on one axis of time: a row is an instant at which at least one bar closes (union), or at which
 * all do (intersection). Instruments keep their own bars; the panel says which of them each row shows.
 */
export interface Panel {
  /** Rows. */
  readonly length: number;
  /** In the order given; no symbol twice. */
  readonly instruments: readonly Bars[];
  /** Epoch milliseconds at which the bars of a row close, strictly ascending. */
  readonly closeTime: Float64Array;
  /** Of each instrument, the index of its bar that closes at each row; −1 where none does. */
  readonly bars: readonly Int32Array[];
  /** Of each instrument, 1 at rows of days on which it was in the universe. */
  readonly isMember: readonly Uint8Array[];
  /** An instrument's column on the common axis, NaN where it has no bar; its own column where the axes are the same. */
  column(name: PriceColumn, instrument: number): Float64Array;
  /** Index of a symbol. @throws {BacksightError} BACKSIGHT_ARGUMENT */
  indexOf(symbol: string): number;
}

export interface PanelOptions {
  readonly align?: "union" | "intersection";
  /** Whether an instrument could be chosen on a day: a universe as of that day, not as of today. Without it: always. */
  readonly isMember?: (symbol: string, day: SessionDay) => boolean;
}

/**
 * Puts instruments on a common axis.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without instruments, with a symbol twice, or when no instant is common
 */
export function panelOf(instruments: readonly Bars[], options: PanelOptions = {}): Panel {
  const { align = "union", isMember = () => true } = options;
  const symbols = new Set<string>();
  for (const { instrument } of instruments) {
    if (symbols.has(instrument.symbol)) throw wrong("instruments", "each of them once", instrument.symbol);
    symbols.add(instrument.symbol);
  }
  const closeTime = axisOf(instruments, align === "union" ? 1 : instruments.length);
  if (closeTime.length === 0) throw wrong("instruments", "bars that close at common times", "none");
  const bars = instruments.map((one) => barsAt(one.closeTime, closeTime));
  const members = instruments.map((one, k) => membership(one, bars[k]!, isMember));
  return panelFrom(instruments, closeTime, bars, members);
}

/** The same panel with other prices of the same instruments at the same times, such as adjusted ones. */
export function panelWith(panel: Panel, instruments: readonly Bars[]): Panel {
  return panelFrom(instruments, panel.closeTime, panel.bars, panel.isMember);
}

/**
 * The first rows of a panel, with what was known by then: instruments whose first bar comes later are not in it.
 *
 * @param rows at least 1
 */
export function panelUntil(panel: Panel, rows: number): Panel {
  if (rows === panel.length) return panel;
  const kept: { readonly bars: Bars; readonly at: Int32Array; readonly isMember: Uint8Array }[] = [];
  for (const [k, bars] of panel.instruments.entries()) {
    const at = panel.bars[k]!.subarray(0, rows);
    const last = at.findLast((bar) => bar >= 0);
    if (last === undefined) continue;
    kept.push({ bars: sliceBars(bars, 0, last + 1), at, isMember: panel.isMember[k]!.subarray(0, rows) });
  }
  const instruments = kept.map(({ bars }) => bars);
  return panelFrom(
    instruments,
    panel.closeTime.subarray(0, rows),
    kept.map(({ at }) => at),
    kept.map(({ isMember }) => isMember),
  );
}

/** A panel of columns that belong together. */
export function panelFrom(
  instruments: readonly Bars[],
  closeTime: Float64Array,
  bars: readonly Int32Array[],
  isMember: readonly Uint8Array[],
): Panel {
  const indices = new Map(instruments.map(({ instrument }, k) => [instrument.symbol, k]));
  return {
    length: closeTime.length,
    instruments,
    closeTime,
    bars,
    isMember,
    column(name, k) {
      const values = instruments[k]![name];
      const at = bars[k]!;
      if (values.length === at.length) return values;
      const column = new Float64Array(at.length);
      for (let row = 0; row < at.length; row++) column[row] = at[row]! < 0 ? NaN : values[at[row]!]!;
      return column;
    },
    indexOf(symbol) {
      const index = indices.get(symbol);
      if (index === undefined) throw wrong("symbol", `one of ${[...indices.keys()].join(", ")}`, symbol);
      return index;
    },
  };
}

/** Instants at which at least `count` of the instruments have a bar that closes. */
function axisOf(instruments: readonly Bars[], count: number): Float64Array {
  const all = new Float64Array(instruments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { closeTime } of instruments) {
    all.set(closeTime, at);
    at += closeTime.length;
  }
  all.sort();
  let rows = 0;
  for (let i = 0, first = 0; i < all.length; i++) {
    if (i + 1 < all.length && all[i + 1] === all[i]) continue;
    if (i + 1 - first >= count) all[rows++] = all[i]!;
    first = i + 1;
  }
  return all.slice(0, rows);
}

function barsAt(own: Float64Array, axis: Float64Array): Int32Array {
  const at = new Int32Array(axis.length).fill(-1);
  for (let row = 0, i = 0; row < axis.length; row++) {
    while (i < own.length && own[i]! < axis[row]!) i++;
    if (own[i] === axis[row]) at[row] = i;
  }
  return at;
}

/** Rows without a bar of the instrument's take the session of its latest bar before; before its first one it is no member. */
function membership(
  { instrument, session }: Bars,
  at: Int32Array,
  isMember: NonNullable<PanelOptions["isMember"]>,
): Uint8Array {
  const members = new Uint8Array(at.length);
  let day: SessionDay | null = null;
  let value = 0;
  for (let row = 0; row < at.length; row++) {
    if (at[row]! >= 0 && session[at[row]!] !== day) {
      day = session[at[row]!]!;
      value = isMember(instrument.symbol, day) ? 1 : 0;
    }
    members[row] = value;
  }
  return members;
}

function wrong(name: string, rule: string, value: string): BacksightError {
  return new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value });
}
