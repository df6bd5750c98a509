import { extname } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { type BarsFacts, type BarsStream, streamOfBars } from "../data/bars-stream.ts";
import type { ParquetCodec } from "../data/formats/parquet/parquet-codecs.ts";
import { createFolderOf } from "../platform/create-folder.ts";
import { type DataAddress, parseDataAddress } from "./data-address.ts";
import { fileOptions } from "./file-options.ts";
import { loadBars } from "./load-bars.ts";
import type { LoadOptions } from "./load-options.ts";
import { notedLoad } from "./noted-load.ts";

export interface ImportOptions extends LoadOptions {
  /** How the file's pages are packed; ZSTD without it. */
  readonly codec?: ParquetCodec | undefined;
}

/** What an import wrote. */
export interface ImportedData extends BarsFacts {
  readonly path: string;
  readonly bytes: number;
  readonly length: number;
  /** Open of the first and close of the last bar, epoch milliseconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * Writes the bars that a data address names to a Parquet file, whole or not at all. Long CSV files go through in
 * batches: some 8 bytes a bar are in memory, and one batch.
 *
 * @throws {BacksightError} BACKSIGHT_USAGE for another ending than .parquet, BACKSIGHT_FILE_WRITE, and as `loadBars`
 */
export async function importData(address: string, path: string, options: ImportOptions = {}): Promise<ImportedData> {
  if (extname(path).toLowerCase() !== ".parquet") {
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `${path} doesn't end in .parquet.`,
      help: "Imports are Parquet files: name one, such as prices.parquet.",
    });
  }
  const parsed = parseDataAddress(address);
  const write = async (source: BarsStream): Promise<ImportedData> => {
    const { stream, ends } = withEnds(source);
    createFolderOf(path);
    const { saveParquetStream } = await import("../sources/file/save-parquet.ts");
    const saved = await saveParquetStream(path, stream, options);
    return { ...saved, length: stream.length, ...stream.facts(), ...ends };
  };
  if (parsed.scheme !== "csv") return write(streamOfBars(await loadBars(address, options)));
  const stream = async (noted: LoadOptions) => write(await streamOfCsv(address, parsed, noted));
  return notedLoad(address, parsed, options, stream, (imported) => imported);
}

async function streamOfCsv(address: string, parsed: DataAddress, options: LoadOptions): Promise<BarsStream> {
  const { path, isSynthetic, currency, read } = fileOptions(address, parsed, options);
  const { streamCsv } = await import("../sources/file/stream-csv.ts");
  const stream = await streamCsv(path, read);
  const facts = () => {
    const found = stream.facts();
    const { instrument } = found;
    const named = currency === undefined ? {} : { instrument: { ...instrument, currency } };
    return { ...found, ...(isSynthetic ? { isSynthetic } : {}), ...named };
  };
  return { ...stream, facts };
}

/** The stream, and the times that its first and its last bar turn out to have. */
function withEnds(stream: BarsStream) {
  const ends = { start: NaN, end: NaN };
  return {
    ends,
    stream: {
      ...stream,
      async *batches() {
        for await (const batch of stream.batches()) {
          if (Number.isNaN(ends.start)) ends.start = batch.time[0]!;
          ends.end = batch.closeTime.at(-1)!;
          yield batch;
        }
      },
    },
  };
}
