import type { BacksightError } from "../../core/errors.ts";
import type { Robustness } from "../../optimize/objectives/robust-scores.ts";
import { metricsOf, type SearchObjective } from "../../optimize/objectives/search-objective.ts";
import type { Sampler } from "../../optimize/samplers/sampler.ts";
import type { SearchSpace } from "../../optimize/spaces/search-space.ts";
import type { TimePort } from "../limited-time.ts";
import { createComputeRows, type SweepLog } from "./compute-rows.ts";
import { SWEEP_DOORS, type SweepDoor } from "./rows-block.ts";
import { type CreateSweepExecutor, inProcessExecutor, type SweepExecutor } from "./sweep-executor.ts";
import { createSweepJudge, type Judgement, type KeepRows } from "./sweep-judge.ts";
import { metricsBeyondRows } from "./sweep-metrics.ts";
import { createSweepParts } from "./sweep-parts.ts";
import { createSweepRanking } from "./sweep-ranking.ts";
import type { SweepParams, SweepRequest } from "./sweep-rows.ts";
import { weightOf } from "./swept-prices.ts";

const BLOCK_SIZE = 1024;
/** Blocks that are asked for at once, so that several threads have something to do. */
const BLOCKS_OF_ROUND = 16;

/** What to sweep, in which order, and what counts as good. */
export interface SweepPlan extends Omit<SweepRequest, "metrics"> {
  readonly space: SearchSpace;
  /** Proposes the combinations; it's told the scores of each. */
  readonly sampler: Sampler;
  /** Most whole trials: a combination that is judged on a share of the bars is that share of one. */
  readonly trials: number;
  readonly objective: SearchObjective;
  /** Null, or absent: each combination counts by its own row. */
  readonly robust?: Robustness | null;
  /** Ends after so many combinations in a row without a better one; Infinity when not given. */
  readonly patience?: number;
  /** How many of the best to keep; of several goals the whole front is kept. */
  readonly top: number;
  /** Where rows are computed; on this thread when not given. */
  readonly executor?: CreateSweepExecutor;
}

/** What a sweep needs from outside. */
export interface SweepPorts extends TimePort {
  /** Takes each block as it's done, in order; `rows.first` counts over the whole sweep. */
  readonly keep: KeepRows;
  /** Where rows are kept that need not be computed again; absent, or null: nowhere. */
  readonly log?: SweepLog | null;
  /** Asked before every block: once it is aborted, the sweep ends with BACKSIGHT_CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  /** Combinations proposed and judged so far. */
  progress?(done: number): void;
}

/** A combination, its numbers and what it was ranked by. */
export interface SweepBest {
  readonly params: SweepParams;
  readonly statistics: ReturnType<Judgement["statistics"]>;
  /** One per goal, greater is better; robust where that was asked for. */
  readonly scores: readonly number[];
}

export interface SweepSummary {
  /** Combinations computed, those that failed among them; of a robust search neighbours too. */
  readonly trials: number;
  /** Patience ended it. */
  readonly isStoppedEarly: boolean;
  /** Best first; of several goals the Pareto front, the best by the first goal first. */
  readonly best: readonly SweepBest[];
  /** Rows by the door they took; failed ones are not among them. */
  readonly doors: Readonly<Record<SweepDoor, number>>;
  /** Why the first combination that took the slowest door did; null: none did. */
  readonly closed: string | null;
  readonly failed: number;
  /** Combinations proposed that have numbers and no rank. */
  readonly unranked: number;
  /** The first few that failed, in order. */
  readonly errors: readonly { readonly params: SweepParams; readonly error: BacksightError }[];
}

const ERRORS_KEPT = 5;
/** 49 times 1 / 49 is less than 1: what shares of a trial leave over is none. */
const ROUNDING = 1e-9;

/**
 * Computes a sweep block by block. Memory grows with the block and `top`, not with the number of combinations; a mean
 * over neighbours remembers the numbers of each.
 *
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY, BACKSIGHT_CANCELLED, and whatever the sampler or `keep` throw
 */
export async function executeSweep(plan: SweepPlan, ports: SweepPorts): Promise<SweepSummary> {
  const {
    strategy,
    bars,
    several = null,
    settings,
    actions = null,
    from = null,
    blockSize = BLOCK_SIZE,
    kernels,
    timeLimit = null,
  } = plan;
  const metrics = metricsBeyondRows(metricsOf(plan.objective));
  const request = { strategy, bars, several, settings, actions, from, blockSize, metrics, timeLimit };
  const create = plan.executor ?? inProcessExecutor;
  const executor = create(kernels === undefined ? request : { ...request, kernels }, ports);
  try {
    return await sweepOn(executor, { ...plan, blockSize }, ports);
  } finally {
    await executor.close();
  }
}

/** From the fastest on. */
const SLOWNESS: readonly SweepDoor[] = ["columns", "masks", "callbacks", "lanes", "plain"];

async function sweepOn(
  executor: SweepExecutor,
  plan: SweepPlan & { readonly blockSize: number },
  ports: SweepPorts,
): Promise<SweepSummary> {
  const { sampler, space, trials, objective, robust = null, patience = Infinity, top, blockSize } = plan;
  const parts = createSweepParts(plan);
  const logged = { log: ports.log ?? null, signal: ports.signal };
  const compute = createComputeRows(executor, { ...logged, blockSize, weight: weightOf(plan.several) });
  const ranking = createSweepRanking<Omit<SweepBest, "scores">>(objective.goals.length, top, ({ params }) => params);
  const doors = { columns: 0, masks: 0, callbacks: 0, lanes: 0, plain: 0 };
  const errors: { params: SweepParams; error: BacksightError }[] = [];
  let [computed, proposed, begun, spent, idle, failed, unranked] = [0, 0, 0, 0, 0, 0, 0];
  let closed: string | null = null;
  let slowest = 0;

  const keep: KeepRows = async (rows, combos, part) => {
    for (const [k, params] of combos.entries()) {
      const error = rows.errors.get(k);
      if (error !== undefined) {
        failed++;
        if (errors.length < ERRORS_KEPT) errors.push({ params, error });
        continue;
      }
      const door: SweepDoor | undefined = SWEEP_DOORS[rows.door[k] ?? -1];
      if (door === undefined) continue;
      doors[door]++;
      const pace = SLOWNESS.indexOf(door);
      if (pace <= slowest) continue;
      slowest = pace;
      closed = rows.reasons.get(k) ?? null;
    }
    await ports.keep({ ...rows, first: computed }, combos, part);
    computed += combos.length;
    if (robust?.kind !== "neighbours") ports.progress?.(begun + rows.first + combos.length);
  };
  const judge = createSweepJudge(parts, { objective, robust, space, compute, keep });

  while (trials - spent > ROUNDING && idle < patience) {
    const most = Math.min(BLOCKS_OF_ROUND * blockSize, sampler.batch, Math.ceil(trials - spent), patience - idle);
    const points = sampler.ask(most);
    if (points.length === 0) break;
    for (const [share, group] of Map.groupBy(points, (point) => point.share)) {
      const judged: (readonly number[] | number)[] = [];
      begun = proposed;
      const asked = group.map(({ params }) => params);
      for await (const judgements of judge(asked, share)) {
        for (const { params, scores, error, statistics } of judgements) {
          judged.push(scores ?? NaN);
          const row = proposed++;
          if (scores === null && error === null) unranked++;
          if (share < 1) continue;
          const isBetter = scores !== null && ranking.offer(row, scores, () => ({ params, statistics: statistics() }));
          idle = isBetter ? 0 : idle + 1;
        }
      }
      spent += share * group.length;
      sampler.tell(group, judged);
    }
    ports.progress?.(proposed);
  }
  return {
    trials: computed,
    isStoppedEarly: idle >= patience,
    best: ranking.list().map(({ scores, value }) => ({ ...value, scores })),
    doors,
    closed,
    failed,
    unranked,
    errors,
  };
}
