import { Worker } from "node:worker_threads";
import { reasonOf } from "../core/errors.ts";
import type { WorkerAnswer, WorkerStart } from "./worker-messages.ts";

/** Thrown by `run` when the thread ended before it answered. */
export class WorkerEnded extends Error {}

/** One worker thread, which computes one job at a time. */
export interface WorkerThread {
  /** @throws {WorkerEnded} when the thread is no more; another one may do better */
  run(job: unknown): Promise<WorkerAnswer>;
  close(): Promise<void>;
}

/** Starts a thread with the module `entry`, which serves jobs. */
export function startWorker(entry: URL, start: WorkerStart): WorkerThread {
  const worker = new Worker(entry, { workerData: start, name: `backsight-${start.task.kind}` });
  let waiting: { readonly resolve: (answer: WorkerAnswer) => void; readonly reject: (error: Error) => void } | null =
    null;
  let ended: WorkerEnded | null = null;
  let jobs = 0;
  const end = (reason: string): void => {
    ended ??= new WorkerEnded(reason);
    waiting?.reject(ended);
    waiting = null;
  };
  worker.on("message", (answer: WorkerAnswer) => {
    waiting?.resolve(answer);
    waiting = null;
  });
  worker.on("error", (error) => end(reasonOf(error)));
  worker.on("exit", (code) => end(`it left with code ${code}`));
  return {
    run(job) {
      if (ended !== null) return Promise.reject(ended);
      const answered = new Promise<WorkerAnswer>((resolve, reject) => {
        waiting = { resolve, reject };
      });
      worker.postMessage({ id: jobs++, job });
      return answered;
    },
    async close() {
      await worker.terminate();
    },
  };
}
