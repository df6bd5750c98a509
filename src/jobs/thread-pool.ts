import { errorOfData } from "../core/error-data.ts";
import { BacksightError } from "../core/errors.ts";
import type { WorkerStart } from "./worker-messages.ts";
import { startWorker, WorkerEnded, type WorkerThread } from "./worker-thread.ts";

/** Threads that take jobs from one list. */
export interface ThreadPool {
  /** What becomes of each job, in the order of the jobs, whoever was first. */
  run(jobs: readonly unknown[]): AsyncIterable<unknown>;
  close(): Promise<void>;
}

/** A place for a thread, which may be taken by another when it ends. */
interface Seat {
  thread: WorkerThread;
}

/**
 * Threads that compute jobs, each one at a time. They are started when there are jobs for them. When a thread ends in the middle
 * of a job, another one gets the job once more.
 *
 * @param entry module that a thread starts with: it calls `serveJobs`
 * @throws {BacksightError} from the iterator: BACKSIGHT_WORKER, and what the strategy file did wrong
 */
export function createThreadPool(threads: number, entry: URL, given: WorkerStart): ThreadPool {
  const start = () => startWorker(entry, given);
  const seats: Seat[] = [];

  async function compute(seat: Seat, job: unknown): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await seat.thread.run(job);
        if ("result" in answer) return answer.result;
        if ("error" in answer) throw errorOfData(answer.error);
        throw new BacksightError("BACKSIGHT_WORKER", { reason: answer.failure });
      } catch (error) {
        if (!(error instanceof WorkerEnded)) throw error;
        if (attempt === 2) throw new BacksightError("BACKSIGHT_WORKER", { reason: error.message }, { cause: error });
        seat.thread = start();
      }
    }
  }

  return {
    async *run(jobs) {
      while (seats.length < Math.min(threads, jobs.length)) seats.push({ thread: start() });
      const done = jobs.map(() => Promise.withResolvers<unknown>());
      // Whoever reads in order meets the first failure; later ones must not count as unhandled meanwhile.
      for (const { promise } of done) promise.catch(() => {});
      let next = 0;
      let isGivenUp = false;
      const work = async (seat: Seat): Promise<void> => {
        while (next < jobs.length && !isGivenUp) {
          const at = next++;
          await compute(seat, jobs[at]).then(done[at]!.resolve, done[at]!.reject);
        }
      };
      const working = seats.map(work);
      try {
        for (const { promise } of done) yield await promise;
      } finally {
        isGivenUp = true;
        await Promise.all(working);
      }
    },
    async close() {
      await Promise.all(seats.map(({ thread }) => thread.close()));
    },
  };
}
