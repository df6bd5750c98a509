import { extname } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { type TableBatch, writeColumnsParquet } from "../data/formats/parquet/write-columns-parquet.ts";
import { openAtomicFile } from "../platform/atomic-file.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import { csvText } from "../report/csv-text.ts";
import { type Cell, tableJson } from "../report/data-table.ts";
import { unpackRows } from "../run/sweep/packed-rows.ts";
import { sweepRowTable, type TableBlock } from "../run/sweep/sweep-table.ts";
import { nodeParquetCodecs } from "../sources/file/node-parquet-codecs.ts";
import type { StoredSweep, SweepStore } from "../store/sweep-store.ts";

const FORMATS = ["csv", "json", "parquet"] as const;
type SweepFormat = (typeof FORMATS)[number];

/** The format that a path's ending names. @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function formatOfSweep(path: string): SweepFormat {
  const ending = extname(path).toLowerCase();
  const format = FORMATS.find((one) => ending === `.${one}`);
  if (format !== undefined) return format;
  const known = FORMATS.map((one) => `.${one}`).join(", ");
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "export ending",
    name: ending || path,
    hint: "",
    known,
  });
}

/**
 * Writes the rows of a sweep to a file, whole or not at all, block by block: memory doesn't grow with their number.
 *
 * @returns rows written
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_FILE_WRITE, BACKSIGHT_STORE; BACKSIGHT_USAGE for a sweep
 * without rows
 */
export async function exportSweep(store: SweepStore, { id, strategy }: StoredSweep, path: string): Promise<number> {
  const format = formatOfSweep(path);
  const table = sweepRowTable(() => trialsOf(store, id));
  if (table === null) {
    const help = `Go on with it: backsight sweep --resume ${id}`;
    throw new BacksightError("BACKSIGHT_USAGE", { problem: `sweep ${id} has no rows yet.`, help });
  }
  createFolderOf(path);
  const file = openAtomicFile(path);
  const write = (bytes: Uint8Array): void => file.write(bytes);
  let rows = 0;
  const counted = function* (): Generator<TableBatch> {
    for (const batch of table.batches) {
      rows += batch.length;
      yield batch;
    }
  };
  try {
    if (format === "parquet") {
      const texts = { "backsight.sweep": id, "backsight.strategy": strategy };
      await writeColumnsParquet(table.columns, counted(), write, { codecs: nodeParquetCodecs, table: "sweep", texts });
    } else {
      const columns = table.columns.map(({ name }) => name);
      const parts = format === "csv" ? csvParts : jsonParts;
      for (const text of parts(columns, counted())) write(Buffer.from(text, "utf8"));
    }
    file.commit();
  } finally {
    file.abandon();
  }
  return rows;
}

/** Rows that were only looked at, those of folds, are left out. */
function* trialsOf(store: SweepStore, id: string): Generator<TableBlock> {
  for (const { isTrial, part, combos, rows } of store.blocks(id))
    if (isTrial) yield { part, combos, rows: unpackRows(rows) };
}

function* csvParts(columns: readonly string[], batches: Iterable<TableBatch>): Generator<string> {
  yield csvText({ columns, rows: [] });
  const header = csvText({ columns, rows: [] }).length;
  for (const batch of batches) yield csvText({ columns, rows: cellsOf(columns, batch) }).slice(header);
}

/** One array of objects, over all batches. */
function* jsonParts(columns: readonly string[], batches: Iterable<TableBatch>): Generator<string> {
  let before = "[";
  for (const batch of batches) {
    yield before +
      tableJson({ columns, rows: cellsOf(columns, batch) })
        .trim()
        .slice(1, -1);
    before = ",";
  }
  yield before === "[" ? "[]\n" : "]\n";
}

function cellsOf(columns: readonly string[], { length, values }: TableBatch): Cell[][] {
  return Array.from({ length }, (_, row) =>
    columns.map((name) => {
      const cell = values.get(name)![row] as Cell;
      return typeof cell === "number" && !Number.isFinite(cell) ? null : cell;
    }),
  );
}
