import type { ErrorEntry } from "./error-entry.ts";

/** Prices, times and what is asked of them. */
export const MARKET_DATA_ERRORS = {
  BACKSIGHT_BARS_EMPTY: {
    message: "{source} has no bars{between}.",
    fix: "Give data with at least one bar in that range.",
    exit: 1,
  },
  BACKSIGHT_DATA_QUALITY: {
    message: "{source}: row {row} is among {issue}, which the cleaning policy refuses.",
    fix: "Repair the data, or choose another action for that issue.",
    exit: 1,
  },
  BACKSIGHT_ADJUSTED_TWICE: {
    message: "{source} can't be adjusted ({mode}): its prices are tagged {adjustment} already.",
    fix: "Start from raw prices, or leave them as they are.",
    exit: 1,
  },
  BACKSIGHT_RESAMPLE: {
    message: "{source} can't be resampled from {from} to {to}: {reason}.",
    fix: "Choose a longer timeframe that whole bars of the data fill.",
    exit: 2,
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
  BACKSIGHT_SQL: {
    message: "the query can't be answered: {reason}.",
    fix: 'Tables: {tables}; "DESCRIBE bars" shows the columns of one.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
