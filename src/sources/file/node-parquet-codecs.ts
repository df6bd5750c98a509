import zlib from "node:zlib";
import type { ParquetCodecs } from "../../data/formats/parquet/parquet-codecs.ts";

/** Node's own packers and unpackers; Snappy comes with the reader. LZ4 and LZO are in no part of Node. */
export const nodeParquetCodecs: ParquetCodecs = {
  compress: {
    ZSTD: (bytes) => zlib.zstdCompressSync(bytes),
    GZIP: (bytes) => zlib.gzipSync(bytes),
    BROTLI: (bytes) => zlib.brotliCompressSync(bytes),
  },
  decompress: {
    ZSTD: (bytes, length) => zlib.zstdDecompressSync(bytes, roomFor(length)),
    GZIP: (bytes, length) => zlib.gunzipSync(bytes, roomFor(length)),
    BROTLI: (bytes, length) => zlib.brotliDecompressSync(bytes, roomFor(length)),
  },
};

const SMALLEST_CHUNK = 64;

/**
 * One piece, a little larger than what comes: in the default ones of 16 KiB it would be glued together from many, and
 * where one is full to the brim, Node gets another as large.
 */
function roomFor(length: number): { readonly chunkSize: number; readonly maxOutputLength: number } {
  return { chunkSize: length + SMALLEST_CHUNK, maxOutputLength: Math.max(1, length) };
}
