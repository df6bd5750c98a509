import type { ParquetCodec } from "./parquet-codecs.ts";

/** The numbers by which Parquet's format calls things. Source: Apache Parquet, `parquet.thrift`. */
export const TYPES = { INT64: 2, DOUBLE: 5 } as const;
export const ENCODINGS = { PLAIN: 0, PLAIN_DICTIONARY: 2, RLE: 3, DELTA_BINARY_PACKED: 5, RLE_DICTIONARY: 8 } as const;
export const PAGES = { DATA: 0, DICTIONARY: 2, DATA_V2: 3 } as const;
export const CODECS: Readonly<Record<ParquetCodec, number>> = {
  UNCOMPRESSED: 0,
  SNAPPY: 1,
  GZIP: 2,
  LZO: 3,
  BROTLI: 4,
  LZ4: 5,
  ZSTD: 6,
  LZ4_RAW: 7,
};

/** "PAR1", at both ends of a file. */
export const MAGIC = Uint8Array.of(80, 65, 82, 49);
