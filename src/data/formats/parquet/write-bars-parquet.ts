import type { RowGroup, SchemaElement } from "hyparquet";
import { throwIfCancelled } from "../../../core/cancellation.ts";
import type { ProgressListener } from "../../../core/progress.ts";
import type { Bars } from "../../../market/bars.ts";
import type { BarColumns } from "../../../market/bars-check.ts";
import { type BarsStream, streamOfBars } from "../../bars-stream.ts";
import { BarsChecksum } from "./bars-checksum.ts";
import { factsToText } from "./bars-facts-text.ts";
import { BAR_COLUMNS, barsSchema, CHECKSUM_KEY, CREATED_BY, FACTS_KEY } from "./bars-schema.ts";
import { bitsOfIntegers } from "./integer-bits.ts";
import { loadHyparquetWriter } from "./load-hyparquet-writer.ts";
import { checkCodec, type ParquetCodec, type ParquetCodecs } from "./parquet-codecs.ts";

export interface WriteParquetOptions {
  readonly codecs: ParquetCodecs;
  /** How pages are packed; ZSTD where `codecs` has it, else UNCOMPRESSED. */
  readonly codec?: ParquetCodec | undefined;
  /** The file's name in messages. */
  readonly path?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told the bars written after each batch. */
  readonly onProgress?: ProgressListener | undefined;
}

/** Takes the next bytes of a file; they are valid until the returned promise is done. */
export type BytesSink = (bytes: Uint8Array) => void | Promise<void>;

/**
 * Writes bars as a Parquet file, one row group for each batch: memory holds a batch, never the file. What the columns
 * don't say (instrument, timeframe, calendar, tick grid, notes …) and a checksum stand in its footer. The same bars
 * give the same bytes.
 *
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_PARQUET_CODEC, BACKSIGHT_CANCELLED, what the stream and
 * the sink throw
 */
export async function writeBarsParquet(
  stream: BarsStream,
  sink: BytesSink,
  options: WriteParquetOptions,
): Promise<void> {
  const { codecs, path = "the file", signal, onProgress } = options;
  const codec = options.codec ?? (codecs.compress.ZSTD === undefined ? "UNCOMPRESSED" : "ZSTD");
  checkCodec(path, codec, codecs.compress);
  const { ByteWriter, ParquetWriter } = await loadHyparquetWriter();
  const writer = new ByteWriter();
  const schema = barsSchema(stream.hasWholeMilliseconds);
  const parquet = new ParquetWriter({
    writer,
    schema,
    codec,
    statistics: false,
    compressors: codecs.compress,
    createdBy: CREATED_BY,
  });
  const handOver = async () => {
    await sink(writer.getBytes());
    writer.index = 0;
  };
  const checksum = new BarsChecksum();
  let done = 0;
  for await (const batch of stream.batches()) {
    throwIfCancelled(signal);
    checksum.add(batch);
    const columnData = BAR_COLUMNS.map(({ key, name, isTime }) => {
      const data = isTime && stream.hasWholeMilliseconds ? bitsOfIntegers(batch[key]) : batch[key];
      // Dictionaries would come back as plain arrays, ten times slower.
      return { name, data, encoding: "PLAIN" } as const;
    });
    parquet.schema = [schema[0]!, ...columnData.map(({ name, data }) => bareElement(name, data))];
    await parquet.write({ columnData, rowGroupSize: batch.time.length });
    describeTimes(parquet.row_groups.at(-1)!, batch, schema);
    await handOver();
    done += batch.time.length;
    onProgress?.({ task: `writing ${path}`, done, total: stream.length, unit: "bars" });
  }
  const facts = factsToText(stream.facts());
  parquet.kvMetadata = [
    { key: FACTS_KEY, value: facts },
    { key: CHECKSUM_KEY, value: checksum.digest(facts) },
  ];
  parquet.schema = schema;
  await parquet.finish();
  await handOver();
}

/** What a column is while it is written: times are bits of integers then, which lie in the file like those of doubles. */
function bareElement(name: string, data: Float64Array | BigInt64Array): SchemaElement {
  return { name, type: data instanceof BigInt64Array ? "INT64" : "DOUBLE", repetition_type: "REQUIRED" };
}

/** Says what the columns of times in a row group are, and between which times they lie. */
function describeTimes(group: RowGroup, batch: BarColumns, schema: readonly SchemaElement[]): void {
  for (const [j, { key, isTime }] of BAR_COLUMNS.entries()) {
    const type = schema[j + 1]!.type!;
    const facts = group.columns[j]!.meta_data!;
    facts.type = type;
    if (!isTime) continue;
    const [first, last] = [batch[key].at(0)!, batch[key].at(-1)!];
    const bound = (time: number) => (type === "INT64" ? BigInt(time) : time);
    facts.statistics = { min_value: bound(first), max_value: bound(last), null_count: 0n };
  }
}

/**
 * Bars as the bytes of a Parquet file.
 *
 * @example const bytes = await encodeBarsParquet(bars, { codecs: nodeCodecs });
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_PARQUET_CODEC, BACKSIGHT_CANCELLED
 */
export async function encodeBarsParquet(bars: Bars, options: WriteParquetOptions): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const sink = (bytes: Uint8Array) => {
    pieces.push(bytes.slice());
    length += bytes.length;
  };
  await writeBarsParquet(streamOfBars(bars), sink, options);
  const file = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}
