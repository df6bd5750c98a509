import { basename } from "node:path";
import { decodeBarsParquet } from "../../data/formats/parquet/decode-bars-parquet.ts";
import type { ParquetOptions } from "../../data/formats/parquet/parquet-options.ts";
import type { Bars } from "../../market/bars.ts";
import { openFileBytes } from "./file-bytes.ts";
import { symbolOfPath } from "./load-csv.ts";
import { nodeParquetCodecs } from "./node-parquet-codecs.ts";
import type { ReadHooks } from "./read-file-chunks.ts";

export interface LoadParquetOptions extends Partial<ParquetOptions>, ReadHooks {}

/**
 * The bars of a Parquet file; see `decodeBarsParquet` for what the file may look like.
 *
 * @example const bars = await loadParquet("prices/SPY-1m.parquet");
 * @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ, and as `decodeBarsParquet`
 */
export async function loadParquet(path: string, options: LoadParquetOptions = {}): Promise<Bars> {
  const { onProgress } = options;
  const source = await openFileBytes(path);
  try {
    return await decodeBarsParquet(source, {
      ...options,
      path: options.path ?? path,
      defaultSymbol: options.defaultSymbol ?? symbolOfPath(path),
      codecs: nodeParquetCodecs,
      onProgress: onProgress && ((progress) => onProgress({ ...progress, task: `reading ${basename(path)}` })),
    });
  } finally {
    await source.close();
  }
}
