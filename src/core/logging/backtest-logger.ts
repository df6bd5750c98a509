import { BacksightError } from "../errors.ts";
import { didYouMean } from "../nearest-name.ts";

/** From nothing to everything. */
export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One thing that happened, as data: `{ time, level, event: "run.finished", run, trades, ms }`. */
export interface BacktestEvent {
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly level: Exclude<LogLevel, "silent">;
  /** What happened, in words joined by dots: "data.loaded". */
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Where events go; a port. */
export type LogSink = (event: BacktestEvent) => void;

export type LogFields = Readonly<Record<string, unknown>>;

const SECRET = /key|secret|token|password|authorization|credential/i;

/**
 * Tells what happens in a run, as structured events. A field whose name speaks of a secret is never passed on.
 *
 * @example const log = new BacktestLogger("info", (event) => console.error(JSON.stringify(event)), Date.now);
 */
export class BacktestLogger {
  readonly level: LogLevel;
  private readonly sink: LogSink;
  private readonly clock: () => number;
  private readonly fields: LogFields;

  /** @param clock epoch milliseconds @param fields added to every event */
  constructor(level: LogLevel, sink: LogSink, clock: () => number, fields: LogFields = {}) {
    this.level = level;
    this.sink = sink;
    this.clock = clock;
    this.fields = fields;
  }

  /** The same logger with more fields in every event. */
  with(fields: LogFields): BacktestLogger {
    return new BacktestLogger(this.level, this.sink, this.clock, { ...this.fields, ...fields });
  }

  error(event: string, fields: LogFields = {}): void {
    this.emit("error", event, fields);
  }

  warn(event: string, fields: LogFields = {}): void {
    this.emit("warn", event, fields);
  }

  info(event: string, fields: LogFields = {}): void {
    this.emit("info", event, fields);
  }

  debug(event: string, fields: LogFields = {}): void {
    this.emit("debug", event, fields);
  }

  private emit(level: BacktestEvent["level"], event: string, fields: LogFields): void {
    if (LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(this.level)) return;
    const own = { time: new Date(this.clock()).toISOString(), level, event };
    // Named twice: first in the line, and last to win.
    this.sink({ ...own, ...redacted({ ...this.fields, ...fields }), ...own });
  }
}

/** A logger that tells nobody. */
export const silentLogger = new BacktestLogger(
  "silent",
  () => {},
  () => 0,
);

/** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "log level",
    name: text,
    hint: didYouMean(text, LOG_LEVELS),
    known: LOG_LEVELS.join(", "),
  });
}

function redacted(fields: LogFields): LogFields {
  const isClean = Object.keys(fields).every((name) => !SECRET.test(name));
  if (isClean) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, SECRET.test(name) ? "[redacted]" : value]),
  );
}
