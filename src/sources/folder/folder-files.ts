import { readdir } from "node:fs/promises";
import { extname } from "node:path";
import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { throwReadError } from "../file/read-failure.ts";

export type FolderFormat = "csv" | "parquet";

/** A file of prices in a folder, as its name describes it. */
export interface FolderFile {
  readonly name: string;
  readonly format: FolderFormat;
  /** What the name says before its date: AAPL of AAPL-2024-01-02.csv; "" when it is a date alone. */
  readonly label: string;
  /** "2024-01-02" or "2024-01"; "" when the name has none. */
  readonly date: string;
}

/** The files of one series, in the order of their dates: all of one format, and dated where there are several. */
export interface FolderSeries {
  readonly format: FolderFormat;
  readonly names: readonly string[];
}

const DATED = /^(.*?)(?:^|[-_.])(\d{4})-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?$/;

/** What a file's name says; undefined for a file that is neither CSV nor Parquet. */
export function readFileName(name: string): FolderFile | undefined {
  const ending = extname(name).toLowerCase();
  if (name.startsWith(".") || (ending !== ".csv" && ending !== ".parquet")) return undefined;
  const format = ending === ".csv" ? "csv" : "parquet";
  const stem = name.slice(0, -ending.length);
  const match = DATED.exec(stem);
  if (match === null) return { name, format, label: stem, date: "" };
  const [, label, year, month, day] = match;
  return { name, format, label: label!, date: [year, month, day].filter((part) => part !== undefined).join("-") };
}

/** The CSV and Parquet files of a folder. @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ, BACKSIGHT_FILE_EMPTY */
export async function listFolder(path: string): Promise<readonly FolderFile[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => throwReadError(path, error));
  const files = entries.flatMap((entry) => (entry.isDirectory() ? [] : (readFileName(entry.name) ?? [])));
  if (files.length > 0) return files;
  throw new BacksightError("BACKSIGHT_FILE_EMPTY", { path, what: "CSV or Parquet files" });
}

/**
 * The files that hold one symbol: those that bear its name (AAPL.csv, AAPL-1d.csv, AAPL_2024-01-02.csv), else those that
 * bear a date alone. Without a symbol: all, when they are of one.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for a symbol that no file is named after, BACKSIGHT_USAGE where the
 * names leave open which files are meant
 */
export function seriesOfFolder(path: string, files: readonly FolderFile[], symbol: string | undefined): FolderSeries {
  const labels = [...new Set(files.map(({ label }) => label))].sort();
  const chosen = symbol === undefined ? files : filesOfSymbol(path, files, labels, symbol);
  if (symbol === undefined && labels.length > 1) {
    const shown = labels.slice(0, 5).map((label) => label || "dates alone");
    throw unclear(path, `holds files of ${shown.join(", ")}${labels.length > 5 ? " …" : ""}`, "Name one: ?symbol=.");
  }
  const formats = new Set(chosen.map(({ format }) => format));
  if (formats.size > 1) throw unclear(path, "holds CSV and Parquet files of it", "Keep one format in a folder.");
  const ordered = [...chosen].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  const twin = ordered.find((file, i) => i > 0 && ordered[i - 1]!.date === file.date);
  if (twin !== undefined) {
    const other = ordered[ordered.indexOf(twin) - 1]!;
    throw unclear(path, `holds ${other.name} and ${twin.name}, which may be the same bars`, "Name the file itself.");
  }
  const mixed = ordered.find(({ date }) => date.length !== ordered[0]!.date.length);
  if (mixed !== undefined) {
    throw unclear(path, `holds ${ordered[0]!.name} beside ${mixed.name}`, "Keep files of days or of months, not both.");
  }
  return { format: ordered[0]!.format, names: ordered.map(({ name }) => name) };
}

function filesOfSymbol(
  path: string,
  files: readonly FolderFile[],
  labels: readonly string[],
  symbol: string,
): readonly FolderFile[] {
  const wanted = symbol.toLowerCase();
  const exact = files.filter(({ label }) => label.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const begun = files.filter(
    ({ label }) => /^[-_.]/.test(label.slice(wanted.length)) && label.toLowerCase().startsWith(wanted),
  );
  if (begun.length > 0) return begun;
  const unnamed = files.filter(({ label }) => label === "");
  if (unnamed.length > 0) return unnamed;
  const known = labels.slice(0, 20).join(", ") + (labels.length > 20 ? " …" : "");
  const details = { kind: `symbol in ${path}`, name: symbol, hint: didYouMean(symbol, labels), known };
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", details);
}

function unclear(path: string, what: string, help: string): BacksightError {
  return new BacksightError("BACKSIGHT_USAGE", { problem: `the folder ${path} ${what}.`, help });
}
