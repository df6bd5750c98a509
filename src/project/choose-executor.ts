import { shareBars } from "../market/shared-bars.ts";
import { sharePanel } from "../market/shared-panel.ts";
import { type ChosenExecutor, type ExecutorChoice, inProcessExecutor } from "../run/sweep/sweep-executor.ts";
import { weightOf } from "../run/sweep/swept-prices.ts";
import { wantedThreads } from "./wanted-threads.ts";

/** Bars times combinations from which on starting threads pays. */
const WORTH_THREADS = 1 << 30;

/** Where a sweep is computed on this machine. @throws {BacksightError} BACKSIGHT_ARGUMENT for --workers */
export async function chooseExecutor(choice: ExecutorChoice): Promise<ChosenExecutor> {
  const { workers, strategy, bars, several = null, combinations, batch } = choice;
  const work = bars.length * weightOf(several) * combinations;
  const wanted = wantedThreads(workers, batch > 1 && work >= WORTH_THREADS);
  const alone = (note: string | null): ChosenExecutor => ({ create: inProcessExecutor, threads: 1, note });
  if (wanted === 1) return alone(null);
  if (batch === 1) return alone("one thread: each combination depends on the answer to the one before");
  if (strategy.source === "inline")
    return alone("one thread: the strategy was defined inline; threads load it from a file of its own");
  const shared = shareBars(bars);
  const panel = several === null ? null : sharePanel(several.panel);
  if (shared === null || (several !== null && panel === null))
    return alone(`one thread: the calendar ${bars.calendar.id} can't be sent to others`);
  const [{ threadExecutor }, { workerEntry }] = await Promise.all([
    import("../jobs/thread-executor.ts"),
    import("../jobs/worker-entry.ts"),
  ]);
  const options = {
    threads: wanted,
    entry: workerEntry(),
    strategy,
    bars: shared,
    several: panel && { ...several, panel },
  };
  return { create: (request) => threadExecutor(request, options), threads: wanted, note: null };
}
