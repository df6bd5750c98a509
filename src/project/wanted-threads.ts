import { availableParallelism } from "node:os";
import { BacksightError } from "../core/errors.ts";

const MOST_THREADS = 256;

/**
 * How many threads `--workers` asks for.
 *
 * @param workers a number, or auto: one per processor where it pays
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function wantedThreads(workers: string | undefined, pays: boolean): number {
  if (workers === undefined || workers === "auto") return pays ? availableParallelism() : 1;
  const count = /^\d{1,4}$/.test(workers) ? Number(workers) : 0;
  if (count >= 1 && count <= MOST_THREADS) return count;
  const rule = `auto, or a whole number from 1 to ${MOST_THREADS}`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "--workers", rule, value: workers });
}

/** Before work that may need no threads: a wish that makes no sense is one all the same. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function checkWorkers(workers: string | undefined): void {
  wantedThreads(workers, false);
}
