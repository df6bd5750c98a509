import { BacksightError, isBacksightError, reasonOf } from "../../../core/errors.ts";

/** A file that can't be what was written. `reason` ends the sentence "x.parquet is damaged: …". */
export function damaged(path: string, reason: string, cause?: unknown): BacksightError {
  return new BacksightError("BACKSIGHT_PARQUET_DAMAGED", { path, reason }, { cause });
}

/** Runs what trips over nonsense in its own ways; each way means that `what` can't be read. */
export async function orDamaged<T>(path: string, what: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isBacksightError(error)) throw error;
    throw damaged(path, `${what} can't be read (${reasonOf(error)})`, error);
  }
}
