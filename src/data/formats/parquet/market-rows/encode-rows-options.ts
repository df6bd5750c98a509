import type { ParquetCodec, ParquetCodecs } from "../parquet-codecs.ts";

export interface EncodeRowsOptions {
  readonly codecs: ParquetCodecs;
  /** How pages are packed; ZSTD where `codecs` has it, else UNCOMPRESSED. */
  readonly codec?: ParquetCodec | undefined;
}
