interface ErrorEntry {
  /** What was wrong, with the value: `{name}` takes `details.name`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Exit code of the command line: 1 failed, 2 wrong usage. */
  readonly exit: 1 | 2;
}

/**
 * Every error that the package throws. A code is never reused for another meaning.
 * `docs/errors.md` lists them all (a test holds it).
 */
export const ERRORS = {
  // Arguments and parameters
  BACKSIGHT_ARGUMENT: { message: "{name} must be {rule}, was {value}.", fix: "Correct the value.", exit: 2 },
  BACKSIGHT_LENGTH: {
    message: "{name} must hold {expected} values, held {value}.",
    fix: "Give columns of one length.",
    exit: 2,
  },
  BACKSIGHT_PARAMETER_UNKNOWN: {
    message: 'unknown parameter "{name}" for strategy "{strategy}".{hint}',
    fix: "Known parameters: {known}.",
    exit: 2,
  },
  BACKSIGHT_PARAMETER_VALUE: {
    message: "parameter {name} must be {rule}, was {value}.",
    fix: "Give a value in that range.",
    exit: 2,
  },
  BACKSIGHT_PARAMETER_CONSTRAINT: {
    message: "the parameters {params} break the strategy's own rule `where`.",
    fix: "Choose values that satisfy it; `backsight strategies {strategy}` shows them.",
    exit: 2,
  },
  BACKSIGHT_USAGE: { message: "{problem}", fix: "{help}", exit: 2 },
  BACKSIGHT_OPTION_UNKNOWN: { message: 'unknown {kind} "{name}".{hint}', fix: "Known: {known}.", exit: 2 },
  BACKSIGHT_CANCELLED: {
    message: "stopped by request.",
    fix: "Nothing half-done was kept; run it again to finish.",
    exit: 1,
  },

  // Files and formats
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
    fix: "Give a file with a header line and at least one bar.",
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

  // Market data
  BACKSIGHT_BARS_EMPTY: {
    message: "{source} has no bars{between}.",
    fix: "Give data with at least one bar in that range.",
    exit: 1,
  },
  BACKSIGHT_BARS_VALUE: {
    message: "{source}: {column} of bar {row} ({time}) {problem}, was {value}.",
    fix: "Correct or remove that bar.",
    exit: 1,
  },
  BACKSIGHT_BARS_ORDER: {
    message: "{source}: bar {row} ({time}) {problem}.",
    fix: "Sort the bars by time and keep one bar for each time.",
    exit: 1,
  },
  BACKSIGHT_TIMEFRAME: {
    message: 'can\'t understand the timeframe "{value}".',
    fix: "Write a number and a unit: 1m, 5m, 1h, 1d, 1w, 1mo.",
    exit: 2,
  },
  BACKSIGHT_DATE: {
    message:
      '{name} must be a date such as 2024-01-31 or an ISO 8601 time with its zone such as 2024-01-31T14:30:00Z, was "{value}".',
    fix: "Correct the date.",
    exit: 2,
  },
  BACKSIGHT_DATE_RANGE: {
    message: "no session of the {calendar} calendar lies between {from} and {to}.",
    fix: "Give a --from before --to; a date without a time is included.",
    exit: 2,
  },
  BACKSIGHT_CALENDAR_RANGE: {
    message: "the {calendar} calendar knows {first} to {last}, not {value}.",
    fix: "Restrict the range with --from and --to, or name calendar=24x7.",
    exit: 1,
  },

  // Strategies
  BACKSIGHT_STRATEGY_UNKNOWN: {
    message: 'no strategy is called "{name}".{hint}',
    fix: "`backsight strategies` lists the ready ones; a file of your own is named by its path, such as ./{name}.ts.",
    exit: 2,
  },
  BACKSIGHT_STRATEGY_FILE: { message: "can't load the strategy {path}: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_STRATEGY_DEFINITION: {
    message: 'strategy "{strategy}": {problem}.{hint}',
    fix: "See docs/strategies.md.",
    exit: 2,
  },
  BACKSIGHT_STRATEGY_RESULT: {
    message: 'strategy "{strategy}" returned {problem}.{hint}',
    fix: "Return columns as long as the bars: entries, exits (masks) and, if you like, plot.",
    exit: 1,
  },
  BACKSIGHT_STRATEGY_THREW: {
    message: 'strategy "{strategy}" threw in {callback}: {reason}',
    fix: "The error comes from the strategy's own code{where}.",
    exit: 1,
  },
  BACKSIGHT_SERIES_OPERATOR: {
    message: "a column can't be used with {operator}: it is a whole series, not a number.",
    fix: "Write close.gt(open), close.minus(open), a.and(b); close.values gives the plain Float64Array.",
    exit: 1,
  },
  BACKSIGHT_SERIES_FOREIGN: {
    message: "{operator} mixes columns of different bars.",
    fix: "Use the columns that the callback was given.",
    exit: 1,
  },

  // Simulation and risk
  BACKSIGHT_NOT_SUPPORTED: { message: "{what} isn't supported.", fix: "{instead}", exit: 2 },
  BACKSIGHT_GUARD_FAILED: {
    message: "--strict: {guards}.",
    fix: "Read the guard's finding in the summary; without --strict the run is kept and marked.",
    exit: 1,
  },

  // Configuration
  BACKSIGHT_CONFIG: {
    message: "{path}: {problem}.{hint}",
    fix: "Correct the key; docs/configuration.md lists them.",
    exit: 2,
  },
  BACKSIGHT_FOLDER_NOT_EMPTY: {
    message: "{path} has {files} already.",
    fix: "Choose another folder, or --force to overwrite these files.",
    exit: 2,
  },

  // Store
  BACKSIGHT_RUN_UNKNOWN: {
    message: 'no run "{id}" in {db}.',
    fix: "`backsight runs ls` lists them; an id, the start of one, or `last` names a run.",
    exit: 2,
  },
  BACKSIGHT_RUN_AMBIGUOUS: {
    message: '"{id}" is the start of {count} run ids.',
    fix: "Give more letters: {candidates}.",
    exit: 2,
  },
  BACKSIGHT_STORE: { message: "the database {path}: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_STORE_NEWER: {
    message: "{path} was written by a newer Backsight (schema {found}, this one knows {known}).",
    fix: "Update Backsight, or use another file (--db for results, BACKSIGHT_HOME for the trial ledger).",
    exit: 1,
  },
  BACKSIGHT_RERUN: { message: "run {id} can't be repeated: {reason}.", fix: "{advice}", exit: 1 },

  // Package
  BACKSIGHT_MISSING_PACKAGE: { message: "{feature} needs the package {name}.", fix: "npm i {name}", exit: 1 },
  BACKSIGHT_INTERNAL: {
    message: "Backsight broke one of its own rules: {rule}.",
    fix: "Please report it with the command that led here.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The details that the texts of a code ask for. */
export type ErrorDetails<C extends ErrorCode> = Readonly<
  Record<Placeholders<(typeof ERRORS)[C]["message"] | (typeof ERRORS)[C]["fix"]>, unknown>
>;

/**
 * What the package throws. Branch on `code`, show `message` (what was wrong, the value, what to do).
 *
 * @example throw new BacksightError("BACKSIGHT_TIMEFRAME", { value: "1x" });
 */
export class BacksightError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "BacksightError";
  readonly code: C;
  readonly details: ErrorDetails<C>;
  /** What to do about it; the last sentence of `message`. */
  readonly fix: string;
  readonly exitCode: 1 | 2;

  constructor(code: C, details: ErrorDetails<C>, options?: ErrorOptions) {
    const entry: ErrorEntry = ERRORS[code];
    const fix = fillIn(entry.fix, details);
    super([fillIn(entry.message, details), fix].filter((text) => text !== "").join(" "), options);
    this.code = code;
    this.details = details;
    this.fix = fix;
    this.exitCode = entry.exit;
  }
}

/** True for errors of this package, also when a second copy of it threw them. */
export function isBacksightError(error: unknown): error is BacksightError {
  return error instanceof Error && error.name === "BacksightError" && "code" in error && String(error.code) in ERRORS;
}

/** The message of whatever was thrown, on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s*\n\s*/g, " ").trim();
}

const LONGEST_VALUE = 200;

function fillIn(template: string, details: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    const text = typeof value === "string" ? value : describe(value);
    const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
    return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE).replace(/[\uD800-\uDBFF]$/, "")}…` : line;
  });
}

/** As JSON, but with the numbers that JSON can't hold; whatever has no JSON is named by its type. */
function describe(value: unknown): string {
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value, (_, item: unknown) => (isJson(item) ? item : String(item))) ?? "an object";
  } catch {
    return "an object";
  }
}

function isJson(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
}
