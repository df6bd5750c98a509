import { parentPort, workerData } from "node:worker_threads";
import { errorData } from "../core/error-data.ts";
import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";
import { barsOfShared } from "../market/shared-bars.ts";
import { panelOfShared } from "../market/shared-panel.ts";
import type { RowRange } from "../optimize/splits/row-range.ts";
import { withinTime } from "../platform/within-time.ts";
import { runWorlds } from "../run/monte-carlo/worlds.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { packRows } from "../run/sweep/packed-rows.ts";
import { createPartRunners } from "../run/sweep/part-runners.ts";
import type { SweepJob } from "../run/sweep/sweep-executor.ts";
import type { Strategy } from "../strategy/strategy.ts";
import type { SweepTask, WorkerAnswer, WorkerJob, WorkerStart, WorldsTask } from "./worker-messages.ts";

/** The strategy of a reference, and the reference of what was found there now. */
export type LoadStrategy = (
  reference: StrategyReference,
) => Promise<{ readonly strategy: Strategy; readonly reference: StrategyReference }>;

/** What a job gives, and what of it moves to the other thread instead of being copied. */
interface Computed {
  readonly result: unknown;
  readonly moved: ArrayBuffer[];
}

/** The life of a worker thread: it loads the strategy, then computes the jobs that it is sent, one after the other. */
export function serveJobs(load: LoadStrategy): void {
  const port = parentPort;
  if (port === null) throw new BacksightError("BACKSIGHT_INTERNAL", { rule: "jobs are served by worker threads" });
  let prepared: Promise<(job: never) => Computed> | undefined;
  port.on("message", async ({ id, job }: WorkerJob) => {
    try {
      prepared ??= prepare(workerData as WorkerStart, load);
      const { result, moved } = (await prepared)(job as never);
      port.postMessage({ id, result } satisfies WorkerAnswer, moved);
    } catch (error) {
      const why = isBacksightError(error) ? { error: errorData(error) } : { failure: reasonOf(error) };
      port.postMessage({ id, ...why } satisfies WorkerAnswer);
    }
  });
}

async function prepare(start: WorkerStart, load: LoadStrategy): Promise<(job: never) => Computed> {
  const { strategy, reference } = await load(start.strategy);
  if (reference.codeHash !== start.strategy.codeHash) {
    throw new BacksightError("BACKSIGHT_STRATEGY_FILE", {
      path: reference.url ?? reference.name,
      reason: "its code changed while it ran",
      advice: "Leave it alone until the command has ended, and begin again.",
    });
  }
  const bars = barsOfShared(start.bars);
  return start.task.kind === "sweep" ? sweepJobs(start.task, strategy, bars) : worldJobs(start.task, strategy, bars);
}

function sweepJobs({ several, request }: SweepTask, strategy: Strategy, bars: Bars): (job: SweepJob) => Computed {
  const panel = several && { ...several, panel: panelOfShared(several.panel) };
  const runners = createPartRunners({ ...request, strategy, several: panel, bars }, { withinTime });
  return ({ part, combos }) => {
    const result = packRows(runners.of(part).compute(combos));
    return { result, moved: [result.values.buffer, result.door.buffer] as ArrayBuffer[] };
  };
}

function worldJobs({ spec, worlds }: WorldsTask, strategy: Strategy, bars: Bars): (job: RowRange) => Computed {
  const source = { spec, strategy, bars };
  return (job) => ({ result: runWorlds(source, worlds, job), moved: [] });
}
