import { parentPort, workerData } from "node:worker_threads";
import { errorData } from "../core/error-data.ts";
import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import { barsOfShared } from "../market/shared-bars.ts";
import { panelOfShared } from "../market/shared-panel.ts";
import { withinTime } from "../platform/within-time.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { packRows } from "../run/sweep/packed-rows.ts";
import { createPartRunners, type PartRange, type PartRunner } from "../run/sweep/part-runners.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { WorkerAnswer, WorkerJob, WorkerStart } from "./worker-messages.ts";

/** The strategy of a reference, and the reference of what was found there now. */
export type LoadStrategy = (
  reference: StrategyReference,
) => Promise<{ readonly strategy: Strategy; readonly reference: StrategyReference }>;

/** The life of a worker thread: it loads the strategy, then computes the jobs that it is sent, one after the other. */
export function serveJobs(load: LoadStrategy): void {
  const port = parentPort;
  if (port === null) throw new BacksightError("BACKSIGHT_INTERNAL", { rule: "jobs are served by worker threads" });
  const start = workerData as WorkerStart;
  let runners: Promise<(part: PartRange) => PartRunner> | undefined;
  const answer = async ({ id, job }: WorkerJob): Promise<WorkerAnswer> => {
    try {
      runners ??= prepare(start, load);
      const runnerOf = await runners;
      return { id, rows: packRows(runnerOf(job.part).compute(job.combos)) };
    } catch (error) {
      return isBacksightError(error) ? { id, error: errorData(error) } : { id, failure: reasonOf(error) };
    }
  };
  port.on("message", async (message: WorkerJob) => {
    const answered = await answer(message);
    const moved = "rows" in answered ? [answered.rows.values.buffer, answered.rows.door.buffer] : [];
    port.postMessage(answered, moved as ArrayBuffer[]);
  });
}

async function prepare(start: WorkerStart, load: LoadStrategy): Promise<(part: PartRange) => PartRunner> {
  const { strategy, reference } = await load(start.strategy);
  if (reference.codeHash !== start.strategy.codeHash) {
    throw new BacksightError("BACKSIGHT_STRATEGY_FILE", {
      path: reference.url ?? reference.name,
      reason: "its code changed while it was swept",
      advice: "Leave it alone until the sweep has ended, and sweep again.",
    });
  }
  const several = start.several && { ...start.several, panel: panelOfShared(start.several.panel) };
  return createPartRunners({ ...start.request, strategy, several, bars: barsOfShared(start.bars) }, { withinTime });
}
