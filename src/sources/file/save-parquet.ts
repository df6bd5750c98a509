import { basename } from "node:path";
import { type BarsStream, streamOfBars } from "../../data/bars-stream.ts";
import type { ParquetCodec } from "../../data/formats/parquet/parquet-codecs.ts";
import { writeBarsParquet } from "../../data/formats/parquet/write-bars-parquet.ts";
import type { Bars } from "../../market/bars.ts";
import { openAtomicFile } from "../../platform/atomic-file.ts";
import { nodeParquetCodecs } from "./node-parquet-codecs.ts";
import type { ReadHooks } from "./read-file-chunks.ts";

export interface SaveParquetOptions extends ReadHooks {
  /** How pages are packed: ZSTD without it; UNCOMPRESSED is read in about half the time and takes four times the room. */
  readonly codec?: ParquetCodec | undefined;
}

/** A file that was written. */
export interface SavedFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes bars to a Parquet file, all of it or nothing; `loadParquet` gives them back bit for bit.
 *
 * @example await saveParquet("prices/SPY-1m.parquet", bars);
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE, BACKSIGHT_PARQUET_CODEC, BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_CANCELLED;
 * what stood there before stands there still
 */
export async function saveParquet(path: string, bars: Bars, options: SaveParquetOptions = {}): Promise<SavedFile> {
  return saveParquetStream(path, streamOfBars(bars), options);
}

/** The same for bars that come in batches, whose own errors it throws too. */
export async function saveParquetStream(
  path: string,
  stream: BarsStream,
  options: SaveParquetOptions = {},
): Promise<SavedFile> {
  const file = openAtomicFile(path);
  let bytes = 0;
  const sink = (piece: Uint8Array) => {
    file.write(piece);
    bytes += piece.length;
  };
  try {
    await writeBarsParquet(stream, sink, { ...options, codecs: nodeParquetCodecs, path: basename(path) });
    file.commit();
  } finally {
    file.abandon();
  }
  return { path, bytes };
}
