import { BacksightError } from "../../core/errors.ts";
import type { ProgressListener } from "../../core/progress.ts";
import type { ByteSource } from "../byte-source.ts";
import { clockReader } from "../formats/parquet/column-clock.ts";
import { isString, numbersReader } from "../formats/parquet/column-numbers.ts";
import { loadHyparquet } from "../formats/parquet/load-hyparquet.ts";
import type { ParquetCodecs } from "../formats/parquet/parquet-codecs.ts";
import { openParquet, type ParquetColumn, type ParquetFile } from "../formats/parquet/parquet-file.ts";
import { type ColumnReading, readColumn } from "../formats/parquet/read-column.ts";
import { cellNumber } from "./cell-number.ts";
import { pandasIndex } from "./pandas-index.ts";
import { type SignalRole, signalsLayout } from "./signal-roles.ts";
import { layoutNotes, type SignalColumn, type SignalsTable } from "./signals-table.ts";

export interface ReadSignalsOptions {
  readonly codecs: ParquetCodecs;
  /** The file's name in messages. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes read after each piece. */
  readonly onProgress?: ProgressListener | undefined;
}

/** A file while it is read. */
interface OpenSignals {
  readonly file: ParquetFile;
  readonly reading: ColumnReading;
  /** Refuses a row, from 0. */
  readonly refuse: (row: number, problem: string) => never;
  readonly refuseColumns: (problem: string, hint?: string) => never;
}

/**
 * The signals in a Parquet file, such as `frame.to_parquet` writes: columns by name, see `signalsLayout`, the time in
 * the index that pandas tells of or in a column of its own. Every refusal names the row, from 0.
 *
 * @throws {BacksightError} BACKSIGHT_PARQUET_FILE, _DAMAGED, _CODEC and _ROW, BACKSIGHT_SIGNALS_COLUMN,
 * BACKSIGHT_FILE_EMPTY, BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_CANCELLED
 */
export async function readSignalsParquet(source: ByteSource, options: ReadSignalsOptions): Promise<SignalsTable> {
  const { codecs, signal, path, onProgress } = options;
  const hyparquet = await loadHyparquet();
  const file = await openParquet(source, path, hyparquet);
  if (file.rows === 0) throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "row of signals" });
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    onProgress?.({ task: `reading ${path}`, done, total: source.byteLength, unit: "bytes" });
  };
  const open: OpenSignals = {
    file,
    reading: { hyparquet, codecs, signal, onBytes },
    refuse(row, problem) {
      throw new BacksightError("BACKSIGHT_PARQUET_ROW", { path, row, problem });
    },
    refuseColumns(problem, hint = "") {
      throw new BacksightError("BACKSIGHT_SIGNALS_COLUMN", { path, problem, columns: file.names.join(", "), hint });
    },
  };
  const names = file.columns.map(({ name }) => name);
  const layout = signalsLayout(names, pandasIndex(file), open.refuseColumns);
  const times = await readTimes(open, file.columns[layout.time]!);
  const symbols = layout.symbol === undefined ? null : await readSymbols(open, file.columns[layout.symbol]!);
  const columns = new Map<SignalRole, SignalColumn>();
  for (const [role, place] of layout.signals) {
    const column = file.columns[place]!;
    columns.set(role, { name: column.name, values: await readValues(open, column) });
  }
  return {
    path,
    length: file.rows,
    rows: { noun: "row", numberOf: (row) => row, refuse: open.refuse },
    times,
    symbols,
    columns,
    notes: layoutNotes(layout, names),
  };
}

async function readTimes({ file, reading, refuse, refuseColumns }: OpenSignals, column: ParquetColumn) {
  const clock = clockReader(column.element, file.rows, refuse);
  if (clock === undefined) return refuseColumns(`can't give times: its column ${column.name} is ${typeOf(column)}`);
  await readColumn(file, column, reading, clock.add);
  return clock.finish();
}

async function readSymbols({ file, reading, refuse, refuseColumns }: OpenSignals, column: ParquetColumn) {
  if (!isString(column.element)) refuseColumns(`can't give symbols: its column ${column.name} is ${typeOf(column)}`);
  const decoder = new TextDecoder();
  const symbols: string[] = new Array(file.rows);
  // A dictionary's entry is one object in all its rows.
  let last: Uint8Array | undefined;
  let text = "";
  await readColumn(file, column, reading, (values, row) => {
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i];
      if (!(value instanceof Uint8Array)) return refuse(row + i, "it has no symbol");
      if (value !== last) text = decoder.decode(value);
      last = value;
      symbols[row + i] = text;
    }
  });
  return symbols;
}

async function readValues(open: OpenSignals, column: ParquetColumn): Promise<Float64Array> {
  const { file, reading, refuse, refuseColumns } = open;
  const out = new Float64Array(file.rows).fill(NaN);
  const { element, name } = column;
  if (element.type === "BOOLEAN") {
    await readColumn(file, column, reading, (values, row) => {
      for (let i = 0; i < values.length; i++) if (typeof values[i] === "boolean") out[row + i] = values[i] ? 1 : 0;
    });
    return out;
  }
  if (isString(element)) {
    const decoder = new TextDecoder();
    await readColumn(file, column, reading, (values, row) => {
      for (let i = 0; i < values.length; i++) {
        const value: unknown = values[i];
        if (!(value instanceof Uint8Array)) continue;
        const text = decoder.decode(value);
        out[row + i] = cellNumber(text, false) ?? refuse(row + i, `${name} is "${text}", not a number or a yes or no`);
      }
    });
    return out;
  }
  const read = numbersReader(element);
  if (read === undefined) return refuseColumns(`can't give signals: its column ${name} is ${typeOf(column)}`);
  await readColumn(file, column, reading, (values, row) => read(values, out, row));
  return out;
}

function typeOf({ element }: ParquetColumn): string {
  return `of the type ${element.logical_type?.type ?? element.converted_type ?? element.type}`;
}
