import type { CreateSweepExecutor, SweepExecutor } from "./sweep-executor.ts";

/** An executor for sweeps that follow one another. */
export interface KeptExecutor {
  /** Gives each of them the same one; that a sweep closes it does nothing. */
  readonly create: CreateSweepExecutor;
  /** Closes it at last. */
  close(): Promise<void>;
}

/**
 * Keeps threads from one sweep to the next: their bars are those of all sweeps together, and each sweep's are the first so
 * many of them; strategy, settings and metrics are the same.
 */
export function keptExecutor(create: CreateSweepExecutor): KeptExecutor {
  let kept: SweepExecutor | null = null;
  return {
    create(request, ports) {
      kept ??= create(request, ports);
      const { threads } = kept;
      return { threads, run: (jobs) => kept!.run(jobs), close: async () => {} };
    },
    async close() {
      await kept?.close();
    },
  };
}
