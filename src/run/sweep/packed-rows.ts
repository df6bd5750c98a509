import { type ErrorData, errorData, errorOfData } from "../../core/error-data.ts";
import { SWEEP_STATISTICS, type SweepColumns } from "../../engine/vector/fast/sweep-statistics.ts";
import type { SweepRows } from "./rows-block.ts";

/** Rows of a sweep as plain data, to be stored or sent from thread to thread. */
export interface PackedRows {
  readonly length: number;
  /** Names of the columns: the statistics, then what was asked for beyond them. */
  readonly names: readonly string[];
  /** The columns, one after the other. */
  readonly values: Float64Array;
  /** For each row, index into `SWEEP_DOORS`. */
  readonly door: Uint8Array;
  /** Each reason for a slower door, and the rows that it holds for. */
  readonly reasons: readonly (readonly [reason: string, rows: readonly number[]])[];
  readonly errors: readonly (readonly [row: number, error: ErrorData])[];
}

export function packRows({ length, statistics, more, door, reasons, errors }: SweepRows): PackedRows {
  const columns = { ...statistics, ...more };
  const names = Object.keys(columns);
  const values = new Float64Array(names.length * length);
  for (const [k, name] of names.entries()) values.set(columns[name as keyof SweepColumns], k * length);
  const grouped = Map.groupBy(reasons, ([, reason]) => reason);
  return {
    length,
    names,
    values,
    door,
    reasons: Array.from(grouped, ([reason, rows]) => [reason, rows.map(([row]) => row)]),
    errors: Array.from(errors, ([row, error]) => [row, errorData(error)]),
  };
}

/** The rows again; `first` is 0, columns are views. */
export function unpackRows({ length, names, values, door, reasons, errors }: PackedRows): SweepRows {
  const columns = names.map((name, k) => [name, values.subarray(k * length, (k + 1) * length)] as const);
  const own = new Set<string>(SWEEP_STATISTICS);
  return {
    first: 0,
    length,
    statistics: Object.fromEntries(columns.filter(([name]) => own.has(name))) as SweepColumns,
    more: Object.fromEntries(columns.filter(([name]) => !own.has(name))),
    door,
    reasons: new Map(reasons.flatMap(([reason, rows]) => rows.map((row) => [row, reason] as const))),
    errors: new Map(errors.map(([row, error]) => [row, errorOfData(error)])),
  };
}
