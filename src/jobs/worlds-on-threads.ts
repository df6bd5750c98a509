import type { SharedBars } from "../market/shared-bars.ts";
import type { RerunSource } from "../run/monte-carlo/rerun-returns.ts";
import type { WorldNumbers, Worlds, WorldsExecutor } from "../run/monte-carlo/worlds.ts";
import { createThreadPool } from "./thread-pool.ts";

export interface WorldsThreads {
  /** At least 1. */
  readonly threads: number;
  /** Module that a thread starts with: it calls `serveJobs`. */
  readonly entry: URL;
  /** The bars of the source. */
  readonly bars: SharedBars;
}

/**
 * Runs a strategy again in many worlds, on worker threads that share one copy of the bars.
 *
 * @throws {BacksightError} from the iterator: as `createThreadPool`
 */
export function worldsOnThreads({ spec }: RerunSource, worlds: Worlds, options: WorldsThreads): WorldsExecutor {
  const { threads, entry, bars } = options;
  const pool = createThreadPool(threads, entry, {
    ...{ strategy: spec.strategy, bars },
    task: { kind: "worlds", spec, worlds },
  });
  return {
    async *run(jobs) {
      for await (const numbers of pool.run(jobs)) yield numbers as WorldNumbers;
    },
    close: () => pool.close(),
  };
}
