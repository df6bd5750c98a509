import { BacksightError } from "../../core/errors.ts";
import { randomStream } from "../../core/random.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { Robustness } from "../../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../../optimize/objectives/search-objective.ts";
import type { SamplerFactory } from "../../optimize/samplers/sampler.ts";
import type { SearchSpace } from "../../optimize/spaces/search-space.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { purgedWindow, type WalkForwardWindow } from "../../optimize/splits/walk-forward-rows.ts";
import type { RunPorts } from "../run-ports.ts";
import type { RunSpec } from "../run-spec.ts";
import { executeSweep, type SweepBest, type SweepSummary } from "../sweep/execute-sweep.ts";
import { barsUntil } from "../sweep/part-runners.ts";
import type { CreateSweepExecutor } from "../sweep/sweep-executor.ts";
import { countTrials } from "../sweep/sweep-trials.ts";
import { longestHolding } from "./longest-holding.ts";
import { runPart, type WalkForwardSource } from "./run-part.ts";
import { LONGEST_HOLDING } from "./walk-forward-spec.ts";

/** How each window searches. */
export interface WindowSearch {
  readonly space: SearchSpace;
  readonly sampler: SamplerFactory;
  /** Most combinations of each window. */
  readonly trials: number;
  readonly patience: number | null;
  readonly objective: SearchObjective;
  readonly robust: Robustness | null;
  /** Where rows are computed; on this thread when not given. */
  readonly executor?: CreateSweepExecutor | undefined;
}

export interface TrainingRequest extends WalkForwardSource {
  readonly spec: RunSpec;
  /** Of all instruments. */
  readonly symbols: readonly string[];
  readonly search: WindowSearch;
  readonly timeLimit: number | null;
  readonly purge: number | string;
}

/** What a window's training found. */
export interface TrainedWindow {
  /** As it was trained on at last. */
  readonly window: WalkForwardWindow;
  /** Null: no combination can be ranked. */
  readonly best: SweepBest | null;
  readonly purgedBars: number;
  readonly trials: number;
  readonly failed: number;
}

/** Told of combinations as they are judged. */
export interface TrainingWatch {
  readonly signal?: AbortSignal | undefined;
  /** Combinations of this window judged so far. */
  progress?(done: number): void;
}

/**
 * Chooses the parameters of one window from its training bars alone. A purge that is measured is the longest holding of
 * what is chosen: training is repeated without so many bars at its end until its choice holds no longer than that, at
 * most half of the training bars.
 *
 * @param index of the window: each draws from a stream of its own
 * @throws {BacksightError} BACKSIGHT_WALK_FORWARD when every combination failed, and as `executeSweep`
 */
export async function trainWindow(
  request: TrainingRequest,
  planned: WalkForwardWindow,
  index: number,
  ports: RunPorts,
  watch: TrainingWatch = {},
): Promise<TrainedWindow> {
  const isMeasured = request.purge === LONGEST_HOLDING;
  const most = Math.floor((planned.train.end - planned.train.start) / 2);
  let [window, purgedBars, trials, failed] = [planned, 0, 0, 0];
  for (;;) {
    const found = await searchRows(request, window.train, index, ports, { ...watch, done: trials });
    trials += found.trials;
    failed += found.failed;
    const [best = null] = found.best;
    if (best === null) throwIfAllFailed(request, found, window.train);
    const end = { window, best, purgedBars, trials, failed };
    if (!isMeasured || best === null || purgedBars >= most) return end;
    const { account } = runPart(request, best.params, window.train);
    const needed = Math.min(most, longestHolding(account.trades));
    if (needed <= purgedBars) return end;
    purgedBars = needed;
    window = purgedWindow(planned, purgedBars + planned.test.start - planned.train.end);
  }
}

/** The sweep of one training part; each combination is a trial of that part. */
function searchRows(
  { strategy, bars, several, actions, settings, symbols, spec, search, timeLimit }: TrainingRequest,
  { start, end }: RowRange,
  index: number,
  ports: RunPorts,
  watch: TrainingWatch & { readonly done: number },
): Promise<SweepSummary> {
  const { space, trials, patience, objective, robust, executor } = search;
  const part = barsUntil(bars, { begin: 0, end });
  const from = columnOf(bars, "time").at(start)!;
  const to = columnOf(part, "closeTime").at(part.length - 1)!;
  const count = countTrials({ spec: { ...spec, from, to }, strategy, bars: part, symbols }, ports);
  const seed = randomStream(spec.seed, `walk-forward/${index}`).nextUint32();
  return executeSweep(
    {
      ...{
        strategy,
        bars: part,
        several,
        actions,
        settings,
        timeLimit,
        from,
        space,
        trials,
        objective,
        robust,
        top: 1,
      },
      sampler: search.sampler(space, { seed }),
      ...(patience === null ? {} : { patience }),
      ...(executor === undefined ? {} : { executor }),
    },
    {
      keep: async (rows, combos, judged) => {
        await count(rows, combos, judged);
        await ports.breathe?.();
      },
      signal: watch.signal,
      withinTime: ports.withinTime,
      progress: (done) => watch.progress?.(watch.done + done),
    },
  );
}

function throwIfAllFailed({ bars }: TrainingRequest, { failed, trials, errors }: SweepSummary, train: RowRange): void {
  const [first] = errors;
  if (failed < trials || first === undefined) return;
  const [from, to] = [columnOf(bars, "time").at(train.start)!, columnOf(bars, "closeTime").at(train.end - 1)!];
  const { message } = first.error;
  throw new BacksightError(
    "BACKSIGHT_WALK_FORWARD",
    {
      problem: `all ${trials} combinations failed in training from ${isoTime(from)} to ${isoTime(to)}, the first with: ${message}`,
      advice: "Mend the strategy, or search where it can run.",
    },
    { cause: first.error },
  );
}
