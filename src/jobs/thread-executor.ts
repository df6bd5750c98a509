import { errorOfData } from "../core/error-data.ts";
import { BacksightError } from "../core/errors.ts";
import type { SharedBars } from "../market/shared-bars.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { unpackRows } from "../run/sweep/packed-rows.ts";
import type { SweepRows } from "../run/sweep/rows-block.ts";
import type { SweepExecutor, SweepJob } from "../run/sweep/sweep-executor.ts";
import type { SweepRequest } from "../run/sweep/sweep-rows.ts";
import type { SharedSeveral } from "./worker-messages.ts";
import { startWorker, WorkerEnded, type WorkerThread } from "./worker-thread.ts";

export interface ThreadExecutorOptions {
  /** At least 1. */
  readonly threads: number;
  /** Module that a thread starts with: it calls `serveJobs`. */
  readonly entry: URL;
  /** Where every thread finds the strategy: a file, or a ready one. */
  readonly strategy: StrategyReference;
  readonly bars: SharedBars;
  /** The instruments whose index the bars are; null, or absent: there is one. */
  readonly several?: SharedSeveral | null;
}

/** A place for a thread, which may be taken by another when it ends. */
interface Seat {
  thread: WorkerThread;
}

/**
 * Computes jobs on worker threads that share one copy of the bars. Rows come in the order of the jobs, whoever was
 * first. When a thread ends in the middle of a job, another one gets the job once more.
 *
 * @throws {BacksightError} from the iterator: BACKSIGHT_WORKER, and what the strategy file did wrong
 */
export function threadExecutor(request: SweepRequest, options: ThreadExecutorOptions): SweepExecutor {
  const { threads, entry, several = null } = options;
  const { strategy, bars, several: _, ...rest } = request;
  const start = () => startWorker(entry, { strategy: options.strategy, bars: options.bars, several, request: rest });
  const seats: Seat[] = [];

  async function compute(seat: Seat, job: SweepJob): Promise<SweepRows> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await seat.thread.run(job);
        if ("rows" in answer) return unpackRows(answer.rows);
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
    threads,
    async *run(jobs) {
      while (seats.length < Math.min(threads, jobs.length)) seats.push({ thread: start() });
      const done = jobs.map(() => Promise.withResolvers<SweepRows>());
      // Whoever reads in order meets the first failure; later ones must not count as unhandled meanwhile.
      for (const { promise } of done) promise.catch(() => {});
      let next = 0;
      let isGivenUp = false;
      const work = async (seat: Seat): Promise<void> => {
        while (next < jobs.length && !isGivenUp) {
          const at = next++;
          await compute(seat, jobs[at]!).then(done[at]!.resolve, done[at]!.reject);
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
