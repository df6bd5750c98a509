import type { ErrorEntry } from "./error-entry.ts";

/** Files and their formats. */
export const FILE_ERRORS = {
  BACKSIGHT_FILE_NOT_FOUND: {
    message: "no file at {path}.",
    fix: "Check the path; relative paths start at {cwd}.",
    exit: 2,
  },
  BACKSIGHT_FILE_READ: {
    message: "can't read {path}: {reason}.",
    fix: "Check the file's rights and that it is a regular file.",
    exit: 1,
  },
  BACKSIGHT_FILE_WRITE: {
    message: "can't write {path}: {reason}.",
    fix: "Free some space or choose a folder that can be written.",
    exit: 1,
  },
  BACKSIGHT_DATA_URI: {
    message: "can't understand the data address {uri}: {reason}.",
    fix: "Write csv:path/to/file.csv, parquet:path/to/file.parquet or synthetic:gbm?seed=7&bars=2520&timeframe=1d; `backsight run --help` lists the forms.",
    exit: 2,
  },
  BACKSIGHT_FILE_EMPTY: {
    message: "{path} holds no {what}.",
    fix: "Give a file with at least one row of what it is read for.",
    exit: 1,
  },
  BACKSIGHT_FILE_BINARY: {
    message: "{path} isn't text: byte {byte} at offset {offset}.",
    fix: "Give a CSV file; unpack it first if it's compressed.",
    exit: 1,
  },
  BACKSIGHT_CSV_COLUMN: {
    message: "{path} has no {column} column; its header is: {header}.{hint}",
    fix: "Name the columns date (or time), open, high, low, close and, if known, volume.",
    exit: 1,
  },
  BACKSIGHT_CSV_ROW: { message: "{path} line {line}: {problem}.", fix: "Correct or remove that line.", exit: 1 },
  BACKSIGHT_CSV_TIME: {
    message: '{path} line {line}: can\'t read the time "{value}".',
    fix: "Use YYYY-MM-DD, YYYY-MM-DD HH:MM:SS, ISO 8601, or epoch seconds, milliseconds, microseconds or nanoseconds.",
    exit: 1,
  },
  BACKSIGHT_FLAT_FILE_COLUMN: {
    message: "{path} {problem}; its header is: {header}.{hint}",
    fix: "Give a flat file of the dataset that was asked for, as the vendor publishes it.",
    exit: 1,
  },
  BACKSIGHT_FLAT_FILE_ROW: {
    message: "{path} line {line}: {problem}.",
    fix: "Fetch the file again; nothing of it was kept.",
    exit: 1,
  },
  BACKSIGHT_FLAT_FILE_DAMAGED: {
    message: "{path} is damaged: {reason}.",
    fix: "Fetch it again; nothing of it was kept.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_FILE: {
    message: "{path} isn't a Parquet file that can be read: {reason}.",
    fix: "Give a Parquet file, or name the format that it has, such as csv:{path}.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_DAMAGED: {
    message: "{path} is damaged: {reason}.",
    fix: "Fetch it again or make it anew from its source.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_CODEC: {
    message: "{path} is packed with {codec}, and nothing at hand packs or unpacks that.",
    fix: "Use one of: {known}.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_COLUMN: {
    message: "{path} {problem}; its columns are: {columns}.{hint}",
    fix: "Name the columns date (or time), open, high, low, close and, if known, volume.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_TABLE: {
    message: "{path} {problem}; its columns are: {columns}.",
    fix: "Name columns of numbers, times, dates, texts or booleans that it has.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_ROW: {
    message: "{path} row {row} (counted from 0): {problem}.",
    fix: "Correct or remove that row.",
    exit: 1,
  },
  BACKSIGHT_PARQUET_NEWER: {
    message: "{path} was written by a newer Backsight (format {found}, this one knows {known}).",
    fix: "Update Backsight, or make the file anew with this version.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
