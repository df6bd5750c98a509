import type { OffsetRuns } from "./offset-runs.ts";

/** A whole column of times, as a file has it. */
export interface ColumnTimes {
  /** As written, in milliseconds, counted as if the clock were UTC's. `timesOfRows` writes over it. */
  readonly written: Float64Array;
  /** What the clock of each row added to UTC; undefined when the file doesn't say where its clock stands. */
  readonly offsets: OffsetRuns | undefined;
  /** How the column was read, for people. */
  readonly notes: readonly string[];
}

/** The rows of a file as its messages call them. */
export interface RowNames {
  readonly noun: "line" | "row";
  /** The number of a row, which counts from 0 in the order of the file. */
  numberOf(row: number): number;
  /** Refuses a row; `problem` continues "line 12: ". */
  refuse(row: number, problem: string): never;
}
