import type { BacktestEvent } from "../core/logging/backtest-logger.ts";
import { redact } from "./secrets/redaction.ts";

/** Writes an event as one JSON line to standard error, where it can't mix with a command's result; without secrets. */
export function writeLogLine(event: BacktestEvent): void {
  process.stderr.write(`${redact(JSON.stringify(event))}\n`);
}
