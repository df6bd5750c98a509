import { join } from "node:path";
import { BacksightError } from "../../core/errors.ts";
import { readCsvBars } from "../../data/formats/csv/csv-bars-reader.ts";
import type { Bars } from "../../market/bars.ts";
import { retagBars } from "../../market/compact/compact-bars.ts";
import { type LoadCsvOptions, symbolOfPath } from "../file/load-csv.ts";
import { type LoadParquetOptions, loadParquet } from "../file/load-parquet.ts";
import { listFolder, seriesOfFolder } from "./folder-files.ts";
import { joinBars } from "./join-bars.ts";
import { joinCsvFiles } from "./join-csv-files.ts";

/**
 * The bars of one symbol in a folder of CSV or Parquet files: one file for each symbol, or one for each day or month.
 * Files of days are read as one series, in the order of the dates in their names; each must have the columns of the
 * first. What the options leave open is inferred: of CSV files from all rows together, of Parquet files from each, and
 * must then be the same.
 *
 * @param path as messages name it
 * @throws {BacksightError} as `listFolder`, `seriesOfFolder`, `loadCsv`, `loadParquet` and `joinBars`
 */
export async function loadFolder(
  folder: string,
  { path = folder, ...options }: LoadCsvOptions & LoadParquetOptions = {},
): Promise<Bars> {
  const { format, names } = seriesOfFolder(path, await listFolder(folder), options.symbol);
  const defaultSymbol = options.defaultSymbol ?? symbolOfPath(names[0]!);
  const read = { ...options, defaultSymbol };
  const shown = names.map((name) => join(path, name));
  const source = `folder:${path}`;
  if (format === "parquet") {
    const pieces: Bars[] = [];
    for (const [i, name] of names.entries()) {
      pieces.push(await loadParquet(join(folder, name), { ...read, path: shown[i]! }));
    }
    return pieces.length === 1 ? retagBars(pieces[0]!, { source }) : joinBars(source, names, pieces);
  }
  const { signal, onProgress, ...csv } = read;
  const files = joinCsvFiles(
    names.map((name) => join(folder, name)),
    { signal, onProgress },
  );
  try {
    return retagBars(await readCsvBars(files.chunks(), { ...csv, path }), { source });
  } catch (error) {
    throw placed(error, path, folder, files.placeOf);
  }
}

/** An error of a line of the whole, as one of its file's. */
function placed(
  error: unknown,
  whole: string,
  folder: string,
  placeOf: (line: number) => { readonly path: string; readonly line: number },
): unknown {
  if (!(error instanceof BacksightError)) return error;
  const details = error.details as Readonly<Record<string, unknown>>;
  if (details.path !== whole || typeof details.line !== "number") return error;
  const place = placeOf(details.line);
  const path = whole + place.path.slice(folder.length);
  return new BacksightError(error.code, { ...details, ...place, path } as never, { cause: error });
}
