import type { BacktestEvent } from "../core/logging/backtest-logger.ts";

/** Writes an event as one JSON line to standard error, where it can't mix with a command's result. */
export function writeLogLine(event: BacktestEvent): void {
  process.stderr.write(`${JSON.stringify(event)}\n`);
}
