import type { ErrorEntry } from "./error-entry.ts";

/** Strategies, signals and simulations. */
export const STRATEGY_ERRORS = {
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
  BACKSIGHT_TIME_LIMIT: {
    message: 'strategy "{strategy}" was stopped in {callback}: it ran for more than {seconds} seconds.',
    fix: "It may loop without end; if it only needs longer, raise --time-limit (timeLimit in code). Earlier runs are as they were.",
    exit: 1,
  },
  BACKSIGHT_ORDER_REQUEST: {
    message: 'strategy "{strategy}", {callback} at {bar}: {problem}.{hint}',
    fix: "See docs/event-strategies.md for what an order may say.",
    exit: 1,
  },
  BACKSIGHT_ORDER_FLOOD: {
    message: "more than {most} orders wait at bar {bar}.",
    fix: "Take back the orders that are no longer wanted, or let them end with timeInForce.",
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

  BACKSIGHT_SIGNALS_ADDRESS: {
    message: "can't understand {address}: {reason}.",
    fix: "Write signals:path/to/file.parquet or signals:path/to/file.csv, with ?tz=, ?at=close or ?symbol= where needed; docs/signals-files.md tells more.",
    exit: 2,
  },
  BACKSIGHT_SIGNALS_COLUMN: {
    message: "{path} {problem}; its columns are: {columns}.{hint}",
    fix: "Name a time column, and entries, exits, short_entries and short_exits, or weights, or units.",
    exit: 1,
  },
  BACKSIGHT_SIGNALS_MATCH: { message: "{path}: {problem}.", fix: "{advice}", exit: 1 },

  BACKSIGHT_TICKS: { message: 'strategy "{strategy}" {problem}.', fix: "{advice}", exit: 2 },

  BACKSIGHT_ENGINES_DIFFER: {
    message: "the engines differ in {what}: vector {vector}, event {event}.",
    fix: "This is a bug in Backsight: please report it with the command and its data.",
    exit: 1,
  },
  BACKSIGHT_NOT_SUPPORTED: { message: "{what} isn't supported.", fix: "{instead}", exit: 2 },
  BACKSIGHT_GUARD_FAILED: {
    message: "--strict: {guards}.",
    fix: "Read the guard's finding in the summary; without --strict the run is kept and marked.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
