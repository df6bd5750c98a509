import { shareBars } from "../market/shared-bars.ts";
import type { RerunOptions } from "../run/monte-carlo/rerun-analysis.ts";
import type { RerunSource } from "../run/monte-carlo/rerun-returns.ts";
import { wantedThreads } from "./wanted-threads.ts";

/** Bars times worlds from which on starting threads pays. */
const WORTH_THREADS = 1 << 24;

/**
 * Where a strategy runs again in many worlds; undefined: on this thread, as strategies do that threads can't load.
 *
 * @param workers a number of threads, or auto
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for --workers
 */
export async function chooseWorldsExecutor(
  { spec, bars }: RerunSource,
  worlds: number,
  workers: string | undefined,
): Promise<RerunOptions["executor"]> {
  const threads = wantedThreads(workers, bars.length * worlds >= WORTH_THREADS);
  if (threads === 1 || spec.strategy.source === "inline") return undefined;
  const shared = shareBars(bars);
  if (shared === null) return undefined;
  const [{ worldsOnThreads }, { workerEntry }] = await Promise.all([
    import("../jobs/worlds-on-threads.ts"),
    import("../jobs/worker-entry.ts"),
  ]);
  return (source, asked) => worldsOnThreads(source, asked, { threads, entry: workerEntry(), bars: shared });
}
