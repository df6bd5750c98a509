import { BacksightError } from "./errors.ts";

/** Call between pieces of long work: ends it with `BACKSIGHT_CANCELLED` once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new BacksightError("BACKSIGHT_CANCELLED", {}, { cause: signal.reason });
}
