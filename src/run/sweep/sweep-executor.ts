import type { Bars } from "../../market/bars.ts";
import type { TimePort } from "../limited-time.ts";
import type { StrategyReference } from "../run-spec.ts";
import { createPartRunners, type PartRange } from "./part-runners.ts";
import type { SweepRows } from "./rows-block.ts";
import type { SeveralInstruments, SweepParams, SweepRequest } from "./sweep-rows.ts";

/** Combinations of a sweep and the bars that they are computed on. Plain data: another thread can be given it. */
export interface SweepJob {
  readonly part: PartRange;
  readonly combos: readonly SweepParams[];
}

/** Computes jobs of one sweep, somewhere. A job gives the same rows wherever it is computed, and however often. */
export interface SweepExecutor {
  /** How many jobs are computed at the same time. */
  readonly threads: number;
  /** The rows of each job, in the order of the jobs; `first` is 0. @throws {BacksightError} from the iterator */
  run(jobs: readonly SweepJob[]): AsyncIterable<SweepRows>;
  /** Lets go of threads and memory. */
  close(): Promise<void>;
}

/** Makes the executor of a sweep. @param ports of the calling thread; others have their own */
export type CreateSweepExecutor = (request: SweepRequest, ports?: TimePort) => SweepExecutor;

/** What decides where a sweep is computed. */
export interface ExecutorChoice {
  /** A number of threads; `auto`, or undefined: as many as there are processors where the work is worth it. */
  readonly workers: string | undefined;
  readonly strategy: StrategyReference;
  readonly bars: Bars;
  readonly several?: SeveralInstruments | null;
  /** Combinations that are likely to be computed. */
  readonly combinations: number;
  /** Most combinations that are known at the same time. */
  readonly batch: number;
}

export interface ChosenExecutor {
  readonly create: CreateSweepExecutor;
  readonly threads: number;
  /** Why there are fewer threads than were asked for; null: there aren't. */
  readonly note: string | null;
}

/** Computes on the calling thread, job after job, each when its rows are asked for. */
export function inProcessExecutor(request: SweepRequest, ports?: TimePort): SweepExecutor {
  const runners = createPartRunners(request, ports);
  return {
    threads: 1,
    async *run(jobs) {
      for (const { part, combos } of jobs) yield runners.of(part).compute(combos);
    },
    close: async () => runners.close(),
  };
}
