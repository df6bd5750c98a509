import { availableParallelism } from "node:os";
import { BacksightError } from "../core/errors.ts";
import { shareBars } from "../market/shared-bars.ts";
import { sharePanel } from "../market/shared-panel.ts";
import { type ChosenExecutor, type ExecutorChoice, inProcessExecutor } from "../run/sweep/sweep-executor.ts";
import { weightOf } from "../run/sweep/swept-prices.ts";

/** Bars times combinations from which on starting threads pays. */
const WORTH_THREADS = 1 << 30;

/** Where a sweep is computed on this machine. @throws {BacksightError} BACKSIGHT_ARGUMENT for --workers */
export async function chooseExecutor(choice: ExecutorChoice): Promise<ChosenExecutor> {
  const { strategy, bars, several = null, batch } = choice;
  const wanted = wantedThreads(choice);
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

const MOST_THREADS = 256;

function wantedThreads({ workers = "auto", bars, several, combinations, batch }: ExecutorChoice): number {
  const work = bars.length * weightOf(several) * combinations;
  if (workers === "auto") return batch > 1 && work >= WORTH_THREADS ? availableParallelism() : 1;
  const count = /^\d{1,4}$/.test(workers) ? Number(workers) : 0;
  if (count >= 1 && count <= MOST_THREADS) return count;
  const rule = `auto, or a whole number from 1 to ${MOST_THREADS}`;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "--workers", rule, value: workers });
}
