import type { ColumnType, ColumnValues, TableColumn } from "../../data/formats/parquet/table-columns.ts";
import type { TableBatch } from "../../data/formats/parquet/write-columns-parquet.ts";
import type { PartRange } from "./part-runners.ts";
import { SWEEP_DOORS, type SweepRows } from "./rows-block.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** Rows of a sweep, and what they are of. */
export interface TableBlock {
  readonly part: PartRange;
  readonly combos: readonly SweepParams[];
  readonly rows: SweepRows;
}

/** The table of a sweep's rows; batches come one at a time. */
export interface SweepTable {
  readonly columns: readonly TableColumn[];
  readonly batches: Iterable<TableBatch>;
}

const TYPES: Readonly<Record<string, ColumnType>> = { boolean: "boolean", string: "text", number: "double" };

/**
 * The rows of a sweep in the order that they were computed: its parameters, its statistics (NaN: undefined), how many bars
 * a row was made on, the door it took, and the error of one that failed.
 *
 * @returns null for a sweep without rows
 */
export function sweepRowTable(blocks: () => Iterable<TableBlock>): SweepTable | null {
  const first = firstOf(blocks());
  if (first === null) return null;
  const params = Object.entries(first.combos[0] ?? {});
  const columns: TableColumn[] = [
    ...params.map(([name, value]) => ({ name, type: TYPES[typeof value] ?? "text" })),
    ...Object.keys({ ...first.rows.statistics, ...first.rows.more }).map((name) => ({ name, type: "double" as const })),
    { name: "bars", type: "int32" },
    { name: "door", type: "text" },
    { name: "error", type: "text", isOptional: true },
  ];
  const names = params.map(([name, value]) => ({ name, type: TYPES[typeof value] ?? "text" }));
  return { columns, batches: batchesOf(blocks(), names) };
}

function firstOf(blocks: Iterable<TableBlock>): TableBlock | null {
  for (const block of blocks) return block;
  return null;
}

function* batchesOf(blocks: Iterable<TableBlock>, params: readonly TableColumn[]): Generator<TableBatch> {
  for (const { part, combos, rows } of blocks) {
    const { length, statistics, more, door, errors } = rows;
    yield {
      length,
      values: new Map<string, ColumnValues>([
        ...params.map(({ name, type }) => [name, valuesOf(type, (k) => combos[k]![name]!, length)] as const),
        ...Object.entries({ ...statistics, ...more }),
        ["bars", new Int32Array(length).fill(part.end - part.begin)],
        ["door", Array.from(door, (code) => SWEEP_DOORS[code]!)],
        ["error", Array.from({ length }, (_, k) => errors.get(k)?.message ?? null)],
      ]),
    };
  }
}

function valuesOf(type: ColumnType, read: (row: number) => unknown, length: number): ColumnValues {
  if (type === "double") return Float64Array.from({ length }, (_, k) => Number(read(k)));
  if (type === "boolean") return Uint8Array.from({ length }, (_, k) => (read(k) === true ? 1 : 0));
  return Array.from({ length }, (_, k) => String(read(k)));
}
