import { throwIfCancelled } from "../../core/cancellation.ts";
import { BacksightError } from "../../core/errors.ts";

/** Waits `ms` milliseconds. @throws {BacksightError} BACKSIGHT_CANCELLED as soon as the signal is aborted */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  throwIfCancelled(signal);
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new BacksightError("BACKSIGHT_CANCELLED", {}, { cause: signal?.reason }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
