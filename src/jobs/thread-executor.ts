import type { SharedBars } from "../market/shared-bars.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { type PackedRows, unpackRows } from "../run/sweep/packed-rows.ts";
import type { SweepExecutor } from "../run/sweep/sweep-executor.ts";
import type { SweepRequest } from "../run/sweep/sweep-rows.ts";
import { createThreadPool } from "./thread-pool.ts";
import type { SharedSeveral } from "./worker-messages.ts";

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

/**
 * Computes jobs of a sweep on worker threads that share one copy of the bars.
 *
 * @throws {BacksightError} from the iterator: as `createThreadPool`
 */
export function threadExecutor(request: SweepRequest, options: ThreadExecutorOptions): SweepExecutor {
  const { threads, entry, several = null } = options;
  const { strategy, bars, several: _, ...rest } = request;
  const shared = { strategy: options.strategy, bars: options.bars };
  const pool = createThreadPool(threads, entry, { ...shared, task: { kind: "sweep", several, request: rest } });
  return {
    threads,
    async *run(jobs) {
      for await (const rows of pool.run(jobs)) yield unpackRows(rows as PackedRows);
    },
    close: () => pool.close(),
  };
}
