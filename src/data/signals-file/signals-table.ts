import type { ColumnTimes, RowNames } from "../bar-times/column-times.ts";
import type { SignalRole, SignalsLayout } from "./signal-roles.ts";

/** A column of signals, as a file has it. */
export interface SignalColumn {
  /** As the file calls it. */
  readonly name: string;
  /** One for each row; yes is 1, no 0, and NaN what is missing. */
  readonly values: Float64Array;
}

/** What a signals file holds, before it meets any bars. */
export interface SignalsTable {
  /** In messages. */
  readonly path: string;
  readonly length: number;
  readonly rows: RowNames;
  readonly times: ColumnTimes;
  /** The symbol of each row; null without a column of them. */
  readonly symbols: readonly string[] | null;
  readonly columns: ReadonlyMap<SignalRole, SignalColumn>;
  /** How the file was read, for people. */
  readonly notes: readonly string[];
}

/** What a reader of the run should know about the columns. */
export function layoutNotes({ signals, unused }: SignalsLayout, names: readonly string[]): string[] {
  const units = names[signals.get("units") ?? -1];
  return [
    ...(units === undefined || /units/i.test(units) ? [] : [`the column ${units} is read as signed units to hold`]),
    ...(unused.length === 0 ? [] : [`columns of the signals file not used: ${unused.join(", ")}`]),
  ];
}
