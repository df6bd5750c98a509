import { canonicalJson, type Json } from "../../../../core/canonical-json.ts";
import { checkLength } from "../../../../core/checks.ts";
import { verifiedFactsOf } from "../../../../market/verified-facts.ts";
import { areWholeMilliseconds } from "../../../bars-stream.ts";
import type { VendorBars } from "../../../market-data/data-source.ts";
import { CREATED_BY } from "../bars-schema.ts";
import { packDeltas } from "../delta-integers.ts";
import { bitsOfIntegers } from "../integer-bits.ts";
import { checkCodec, type ParquetCodec } from "../parquet-codecs.ts";
import { CODECS, ENCODINGS, MAGIC, PAGES, TYPES } from "../parquet-numbers.ts";
import { ThriftWriter } from "../thrift-writer.ts";
import { ValueDictionary } from "../value-dictionary.ts";
import type { EncodeRowsOptions } from "./encode-rows-options.ts";
import { GROUP_ROWS, ROWS_COLUMNS, ROWS_FORMAT, ROWS_KEY, type RowsColumn } from "./rows-schema.ts";

/** Below it, packing takes longer than it saves. */
const FEWEST_BYTES = 512;
/** Packed pages that are longer than this part of the plain ones aren't worth unpacking. */
const WORTHWHILE = 0.9;

/** Of pages that are several times as long, so much is packed first: what doesn't shrink then is left as it is. */
const PROBE_BYTES = 4096;
/** Where the probe is taken: a column may begin otherwise than it goes on. */
const PROBED_PLACES = 4;

/** A column in a row group, as the footer tells of it. */
interface WrittenChunk {
  readonly column: RowsColumn;
  readonly isInteger: boolean;
  readonly encodings: readonly number[];
  readonly codec: ParquetCodec;
  readonly rows: number;
  readonly start: number;
  readonly dataStart: number;
  readonly plainBytes: number;
  readonly bytes: number;
}

/**
 * Bars as the bytes of a Parquet file, with `about` and what is to be known of them (`VerifiedFacts`, where `createBars`
 * would take them) in its footer, as `encodeRowsParquet` says. Written here and not by
 * the package, since a whole market is thousands of small files: times are differences, columns of few different values
 * dictionaries, and only what neither fits is packed.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH when columns differ in length, BACKSIGHT_PARQUET_CODEC
 */
export function encodeBarsParquet(
  bars: VendorBars,
  about: Readonly<Record<string, Json>>,
  { codecs, codec = codecs.compress.ZSTD === undefined ? "UNCOMPRESSED" : "ZSTD" }: EncodeRowsOptions,
): Uint8Array<ArrayBuffer> {
  checkCodec("the file", codec, codecs.compress);
  const { length } = bars.time;
  const given = bars as unknown as Readonly<Record<string, Float64Array | undefined>>;
  const columns = ROWS_COLUMNS.bars.filter(({ key, isOptional }) => !isOptional || given[key] !== undefined);
  for (const { key } of columns) checkLength(key, given[key]!, length);
  const isWhole = [bars.time, bars.closeTime].every(areWholeMilliseconds);
  const dictionary = new ValueDictionary(Math.min(length, GROUP_ROWS));
  const writer = new BarsFileWriter(dictionary, codec, codecs.compress[codec]);
  const groups: WrittenChunk[][] = [];
  for (let start = 0; start < length; start += GROUP_ROWS) {
    const end = Math.min(length, start + GROUP_ROWS);
    groups.push(
      columns.map((column) =>
        writer.chunk(column, given[column.key]!.subarray(start, end), isWhole && column.kind === "ms"),
      ),
    );
  }
  const verified = verifiedFactsOf(bars);
  const text = canonicalJson({ ...about, format: ROWS_FORMAT, ...(verified && { verified: { ...verified } }) });
  return writer.finish(footerOf(columns, groups, length, isWhole, text));
}

/** Gathers the pages of a file. */
class BarsFileWriter {
  private readonly dictionary: ValueDictionary;
  private readonly codec: ParquetCodec;
  private readonly compress: ((bytes: Uint8Array) => Uint8Array) | undefined;
  private readonly pieces: Uint8Array[] = [MAGIC];
  private length = MAGIC.length;

  constructor(dictionary: ValueDictionary, codec: ParquetCodec, compress: BarsFileWriter["compress"]) {
    this.dictionary = dictionary;
    this.codec = codec;
    this.compress = compress;
  }

  chunk(column: RowsColumn, values: Float64Array, isInteger: boolean): WrittenChunk {
    const rows = values.length;
    const start = this.length;
    const common = { column, isInteger, rows, start };
    if (isInteger) {
      const deltas = packDeltas(values);
      if (deltas !== undefined) {
        this.dataPage(ENCODINGS.DELTA_BINARY_PACKED, rows, deltas, deltas.length);
        return this.unpacked(common, start, [ENCODINGS.DELTA_BINARY_PACKED]);
      }
    } else {
      const pages = this.dictionary.pagesOf(values);
      if (pages !== undefined) {
        this.page(PAGES.DICTIONARY, ENCODINGS.PLAIN, pages.count, pages.values, pages.values.length);
        const dataStart = this.length;
        this.dataPage(ENCODINGS.RLE_DICTIONARY, rows, pages.indexes, pages.indexes.length);
        return this.unpacked(common, dataStart, [ENCODINGS.PLAIN, ENCODINGS.RLE_DICTIONARY]);
      }
    }
    const stored = isInteger ? bitsOfIntegers(values) : values;
    return this.plain(common, new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));
  }

  finish(footer: Uint8Array): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.length + footer.length + 8);
    let at = 0;
    for (const piece of [...this.pieces, footer]) {
      bytes.set(piece, at);
      at += piece.length;
    }
    new DataView(bytes.buffer).setUint32(at, footer.length, true);
    bytes.set(MAGIC, at + 4);
    return bytes;
  }

  private plain(common: Pick<WrittenChunk, "column" | "isInteger" | "rows" | "start">, content: Uint8Array) {
    const packed = this.isWorthPacking(content) ? this.compress?.(content) : undefined;
    const isPacked = packed !== undefined && packed.length < WORTHWHILE * content.length;
    this.dataPage(ENCODINGS.PLAIN, common.rows, isPacked ? packed : content, content.length);
    const chunk = this.unpacked(common, common.start, [ENCODINGS.PLAIN]);
    if (!isPacked) return chunk;
    return { ...chunk, codec: this.codec, plainBytes: chunk.bytes + content.length - packed.length };
  }

  private isWorthPacking(content: Uint8Array): boolean {
    if (content.length < 4 * PROBE_BYTES) return content.length >= FEWEST_BYTES;
    const packed = this.compress?.(probeOf(content));
    return packed !== undefined && packed.length < WORTHWHILE * PROBE_BYTES;
  }

  private unpacked(
    common: Pick<WrittenChunk, "column" | "isInteger" | "rows" | "start">,
    dataStart: number,
    encodings: readonly number[],
  ): WrittenChunk {
    const bytes = this.length - common.start;
    return { ...common, dataStart, encodings, codec: "UNCOMPRESSED", plainBytes: bytes, bytes };
  }

  private dataPage(encoding: number, rows: number, bytes: Uint8Array, plainLength: number): void {
    this.page(PAGES.DATA, encoding, rows, bytes, plainLength);
  }

  private page(type: number, encoding: number, count: number, bytes: Uint8Array, plainLength: number): void {
    const header = new ThriftWriter(64);
    header.i32(1, type);
    header.i32(2, plainLength);
    header.i32(3, bytes.length);
    header.struct(type === PAGES.DATA ? 5 : 7, () => {
      header.i32(1, count);
      header.i32(2, encoding);
      if (type !== PAGES.DATA) return;
      header.i32(3, ENCODINGS.RLE);
      header.i32(4, ENCODINGS.RLE);
    });
    this.add(header.finish());
    this.add(bytes);
  }

  private add(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.length += bytes.length;
  }
}

/** Pieces from the start to the end of a page of doubles, each of whole ones. */
function probeOf(content: Uint8Array): Uint8Array {
  const piece = PROBE_BYTES / PROBED_PLACES;
  const probe = new Uint8Array(PROBE_BYTES);
  const step = (content.length - piece) / (PROBED_PLACES - 1);
  for (let k = 0; k < PROBED_PLACES; k++) {
    const start = 8 * Math.floor((k * step) / 8);
    probe.set(content.subarray(start, start + piece), k * piece);
  }
  return probe;
}

/** Source: Apache Parquet, `parquet.thrift` (FileMetaData and what it holds). */
function footerOf(
  columns: readonly RowsColumn[],
  groups: readonly (readonly WrittenChunk[])[],
  rows: number,
  isWhole: boolean,
  text: string,
): Uint8Array {
  const footer = new ThriftWriter(2048);
  footer.i32(1, 2);
  footer.list(2, "struct", columns.length + 1, () => {
    footer.elementStruct(() => {
      footer.text(4, "bars");
      footer.i32(5, columns.length);
    });
    for (const column of columns) footer.elementStruct(() => writeElement(footer, column, isWhole));
  });
  footer.i64(3, rows);
  footer.list(4, "struct", groups.length, () => {
    for (const chunks of groups) footer.elementStruct(() => writeGroup(footer, chunks));
  });
  footer.list(5, "struct", 1, () => {
    footer.elementStruct(() => {
      footer.text(1, ROWS_KEY);
      footer.text(2, text);
    });
  });
  footer.text(6, CREATED_BY);
  return footer.finish();
}

/** As `rowsElement` describes a column: none can hold nulls. */
function writeElement(footer: ThriftWriter, { name, kind }: RowsColumn, isWhole: boolean): void {
  const isInteger = isWhole && kind === "ms";
  footer.i32(1, isInteger ? TYPES.INT64 : TYPES.DOUBLE);
  footer.i32(3, 0);
  footer.text(4, name);
  if (!isInteger) return;
  footer.i32(6, 9);
  footer.struct(10, () => {
    footer.struct(8, () => {
      footer.flag(1, true);
      footer.struct(2, () => footer.struct(1, () => {}));
    });
  });
}

function writeGroup(footer: ThriftWriter, chunks: readonly WrittenChunk[]): void {
  const sum = (of: (chunk: WrittenChunk) => number) => chunks.reduce((total, chunk) => total + of(chunk), 0);
  footer.list(1, "struct", chunks.length, () => {
    for (const chunk of chunks) {
      footer.elementStruct(() => {
        footer.i64(2, chunk.start);
        footer.struct(3, () => writeChunk(footer, chunk));
      });
    }
  });
  footer.i64(
    2,
    sum(({ plainBytes }) => plainBytes),
  );
  footer.i64(3, chunks[0]!.rows);
  footer.i64(5, chunks[0]!.start);
  footer.i64(
    6,
    sum(({ bytes }) => bytes),
  );
}

function writeChunk(footer: ThriftWriter, chunk: WrittenChunk): void {
  const { column, isInteger, encodings, codec, rows, start, dataStart, plainBytes, bytes } = chunk;
  footer.i32(1, isInteger ? TYPES.INT64 : TYPES.DOUBLE);
  footer.list(2, "i32", encodings.length, () => {
    for (const encoding of encodings) footer.elementI32(encoding);
  });
  footer.list(3, "text", 1, () => footer.elementText(column.name));
  footer.i32(4, CODECS[codec]);
  footer.i64(5, rows);
  footer.i64(6, plainBytes);
  footer.i64(7, bytes);
  footer.i64(9, dataStart);
  if (dataStart > start) footer.i64(11, start);
}
