import { throwIfCancelled } from "../../core/cancellation.ts";
import { BacksightError } from "../../core/errors.ts";

/** The result of work that can't be stopped, or BACKSIGHT_CANCELLED as soon as the signal is aborted. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  work.catch(() => {});
  throwIfCancelled(signal);
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new BacksightError("BACKSIGHT_CANCELLED", {}, { cause: signal.reason }));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
