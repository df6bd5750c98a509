import { basename } from "node:path";
import { readCsvBars } from "../../data/formats/csv/csv-bars-reader.ts";
import type { CsvOptions } from "../../data/formats/csv/csv-options.ts";
import type { Bars } from "../../market/bars.ts";
import { type ReadHooks, readFileChunks } from "./read-file-chunks.ts";

export interface LoadCsvOptions extends Omit<CsvOptions, "path" | "defaultSymbol">, ReadHooks {
  /** The file's name in messages and in the bars' source; without it the path itself. */
  readonly path?: string | undefined;
  /** Without it: `symbolOfPath`. */
  readonly defaultSymbol?: string | undefined;
}

/**
 * The bars of a CSV file; see `CsvBarsReader` for what the file may look like.
 *
 * @example const bars = await loadCsv("prices/GOOG-2004-2013.csv", { timeZone: "America/New_York" });
 * @throws {BacksightError} as `readFileChunks` and `CsvBarsReader`
 */
export async function loadCsv(path: string, options: LoadCsvOptions = {}): Promise<Bars> {
  const { signal, onProgress, ...csv } = options;
  const chunks = readFileChunks(path, { signal, onProgress });
  return readCsvBars(chunks, {
    ...csv,
    path: csv.path ?? path,
    defaultSymbol: csv.defaultSymbol ?? symbolOfPath(path),
  });
}

/** The file's name up to the first dot or hyphen: GOOG of prices/GOOG-2004-2013.csv. */
export function symbolOfPath(path: string): string {
  const name = basename(path);
  return /^[^.-]+/.exec(name)?.[0] ?? name;
}
