import { stat } from "node:fs/promises";
import { type BarsStream, streamOfBars } from "../../data/bars-stream.ts";
import { streamCsvBars } from "../../data/formats/csv/csv-bars-stream.ts";
import { type LoadCsvOptions, loadCsv, symbolOfPath } from "./load-csv.ts";
import { readFileChunks } from "./read-file-chunks.ts";

/**
 * The bars of a CSV file that may be too long for memory; see `streamCsvBars`. A pipe, which can be read only once, is
 * held as a whole.
 *
 * @throws {BacksightError} as `readFileChunks` and `streamCsvBars`
 */
export async function streamCsv(path: string, options: LoadCsvOptions = {}): Promise<BarsStream> {
  const { signal, onProgress, ...csv } = options;
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => true,
  );
  if (!isFile) return streamOfBars(await loadCsv(path, options));
  let isFirst = true;
  const open = () => {
    // The second reading goes as fast as what is made of it, which has its own progress.
    const told = isFirst ? onProgress : undefined;
    isFirst = false;
    return readFileChunks(path, { signal, onProgress: told, isLent: true });
  };
  return streamCsvBars(open, {
    ...csv,
    path: csv.path ?? path,
    defaultSymbol: csv.defaultSymbol ?? symbolOfPath(path),
  });
}
