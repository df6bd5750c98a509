import { readSignalsCsv } from "../../data/signals-file/read-signals-csv.ts";
import { readSignalsParquet } from "../../data/signals-file/read-signals-parquet.ts";
import type { SignalsTable } from "../../data/signals-file/signals-table.ts";
import { openFileBytes } from "./file-bytes.ts";
import { nodeParquetCodecs } from "./node-parquet-codecs.ts";
import { type ReadHooks, readFileChunks } from "./read-file-chunks.ts";

/**
 * The signals that a file holds.
 *
 * @param shown the file's name in messages
 * @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ, and as `readSignalsCsv` and `readSignalsParquet`
 */
export async function loadSignals(
  path: string,
  format: "csv" | "parquet",
  shown: string,
  hooks: ReadHooks = {},
): Promise<SignalsTable> {
  if (format === "csv") return readSignalsCsv(readFileChunks(path, hooks), shown);
  const source = await openFileBytes(path);
  try {
    return await readSignalsParquet(source, { ...hooks, codecs: nodeParquetCodecs, path: shown });
  } finally {
    await source.close();
  }
}
