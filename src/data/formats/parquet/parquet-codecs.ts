import { BacksightError } from "../../../core/errors.ts";

/** How pages can be packed, by Parquet's names. */
export type ParquetCodec = "UNCOMPRESSED" | "SNAPPY" | "GZIP" | "LZO" | "BROTLI" | "LZ4" | "ZSTD" | "LZ4_RAW";

/**
 * Packers and unpackers: a port, as each platform has its own. Node binds `node:zlib`, a page brings others; Snappy and
 * unpacked pages need none.
 */
export interface ParquetCodecs {
  /** Packs bytes. */
  readonly compress: Readonly<Partial<Record<ParquetCodec, (bytes: Uint8Array) => Uint8Array>>>;
  /** Unpacks bytes that were `length` long; may throw anything on nonsense, and must not make more than that. */
  readonly decompress: Readonly<Partial<Record<ParquetCodec, (bytes: Uint8Array, length: number) => Uint8Array>>>;
}

/** What works everywhere: Snappy and no packing. */
export const NO_CODECS: ParquetCodecs = { compress: {}, decompress: {} };

const BUILT_IN: readonly string[] = ["UNCOMPRESSED", "SNAPPY"];

/** @throws {BacksightError} BACKSIGHT_PARQUET_CODEC unless pages of this codec can be packed, or unpacked */
export function checkCodec(path: string, codec: string, port: ParquetCodecs[keyof ParquetCodecs]): void {
  const known = [...BUILT_IN, ...Object.keys(port)];
  if (known.includes(codec)) return;
  throw new BacksightError("BACKSIGHT_PARQUET_CODEC", { path, codec, known: known.join(", ") });
}
