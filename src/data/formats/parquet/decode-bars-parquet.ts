import type { ProgressListener } from "../../../core/progress.ts";
import type { Bars } from "../../../market/bars.ts";
import type { ByteSource } from "../../byte-source.ts";
import { bytesInMemory } from "../../byte-source.ts";
import { decodeForeignBars } from "./decode-foreign-bars.ts";
import { decodeOwnBars, isOwnFile } from "./decode-own-bars.ts";
import { loadHyparquet } from "./load-hyparquet.ts";
import type { ParquetCodecs } from "./parquet-codecs.ts";
import { openParquet } from "./parquet-file.ts";
import type { ParquetOptions } from "./parquet-options.ts";

export interface DecodeParquetOptions extends Partial<ParquetOptions> {
  readonly codecs: ParquetCodecs;
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes read after each piece. */
  readonly onProgress?: ProgressListener | undefined;
}

/**
 * The bars of a Parquet file. What `encodeBarsParquet` and `writeBarsParquet` wrote comes back bit for bit, with all
 * that was said about it. Files of other programs (pandas, Arrow, DuckDB, Spark …) are read like CSV files: columns by
 * name, times as timestamps, dates, text or numbers since 1970, prices as whole, floating-point or decimal numbers; what
 * the options leave open is inferred and said in `bars.notes`.
 *
 * @example const bars = await decodeBarsParquet(bytes, { codecs: nodeCodecs, path: "spy.parquet" });
 * @throws {BacksightError} BACKSIGHT_PARQUET_FILE, _DAMAGED, _CODEC, _COLUMN, _ROW and _NEWER,
 * BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_FILE_EMPTY without a bar, BACKSIGHT_BARS_VALUE, BACKSIGHT_CALENDAR_RANGE,
 * BACKSIGHT_ARGUMENT for options that contradict the file, BACKSIGHT_CANCELLED
 */
export async function decodeBarsParquet(source: ByteSource | Uint8Array, options: DecodeParquetOptions): Promise<Bars> {
  const { codecs, signal, onProgress, path = "the file", defaultSymbol = "UNKNOWN" } = options;
  const hyparquet = await loadHyparquet();
  const bytes = source instanceof Uint8Array ? bytesInMemory(source) : source;
  const file = await openParquet(bytes, path, hyparquet);
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    onProgress?.({ task: `reading ${path}`, done, total: bytes.byteLength, unit: "bytes" });
  };
  const decode = isOwnFile(file) ? decodeOwnBars : decodeForeignBars;
  return decode(file, { ...options, path, defaultSymbol }, { hyparquet, codecs, signal, onBytes });
}
