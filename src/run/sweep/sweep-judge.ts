import type { BacksightError } from "../../core/errors.ts";
import type { SweepStatistic } from "../../engine/vector/fast/sweep-statistics.ts";
import { meanOfAll, meanScores, type Robustness, worstScores } from "../../optimize/objectives/robust-scores.ts";
import { goalScores, type SearchObjective, scoresOf } from "../../optimize/objectives/search-objective.ts";
import type { Scores } from "../../optimize/samplers/sampler-core.ts";
import { neighboursOf } from "../../optimize/spaces/neighbours.ts";
import { paramsKey } from "../../optimize/spaces/params-key.ts";
import type { SearchSpace } from "../../optimize/spaces/search-space.ts";
import type { ComputeRows } from "./compute-rows.ts";
import type { SweepRows } from "./rows-block.ts";
import { rowReader } from "./sweep-metrics.ts";
import type { SweepPart, SweepParts } from "./sweep-parts.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** A combination that was judged. */
export interface Judgement {
  readonly params: SweepParams;
  /** Null: it isn't ranked. */
  readonly scores: Scores;
  /** Why it has no statistics; null: it has. */
  readonly error: BacksightError | null;
  /** Its numbers on the bars it was judged on, by id. */
  statistics(): Readonly<Record<SweepStatistic, number>> & Readonly<Record<string, number>>;
}

/** Takes rows as they are computed, in order. */
export type KeepRows = (rows: SweepRows, combos: readonly SweepParams[], part: SweepPart) => void | Promise<void>;

export interface SweepJudgeOptions {
  readonly objective: SearchObjective;
  readonly robust: Robustness | null;
  readonly space: SearchSpace;
  readonly compute: ComputeRows;
  readonly keep: KeepRows;
}

/** Judges combinations on a part of the bars, some at a time, in order; each row that is computed for it is kept. */
export type SweepJudge = (combos: readonly SweepParams[], share: number) => AsyncIterable<readonly Judgement[]>;

/**
 * How combinations are judged: by their own row; by the mean over their neighbours, which are computed too, each
 * combination once; or by the worst or the mean of several folds, whose rows are looked at and not kept, being no further
 * combinations.
 */
export function createSweepJudge(parts: SweepParts, options: SweepJudgeOptions): SweepJudge {
  const { objective, robust, space, compute, keep } = options;
  const known = new Map<string, Judgement>();

  /** Each combination by its own row. */
  async function* plainly(combos: readonly SweepParams[], part: SweepPart): AsyncGenerator<Judgement[]> {
    for await (const rows of compute(combos, part)) {
      const read = rowReader(rows);
      const block = combos.slice(rows.first, rows.first + rows.length);
      const judgements = block.map((params, k): Judgement => {
        const error = rows.errors.get(k) ?? null;
        const scores = error === null ? scoresOf(objective, read(k), params) : null;
        return { params, scores, error, statistics: () => statisticsAt(rows, k) };
      });
      await keep(rows, block, part);
      yield judgements;
    }
  }

  async function* byNeighbours(combos: readonly SweepParams[]): AsyncGenerator<Judgement[]> {
    const around = combos.map((params) => neighboursOf(space, params));
    const missing = new Map<string, SweepParams>();
    for (const params of [...combos, ...around.flat()]) {
      const key = paramsKey(params);
      if (!known.has(key)) missing.set(key, params);
    }
    for await (const computed of plainly([...missing.values()], parts.whole)) {
      for (const { statistics, ...judgement } of computed) {
        const values = statistics();
        known.set(paramsKey(judgement.params), { ...judgement, statistics: () => values });
      }
    }
    yield combos.map((params, k) => {
      const own = known.get(paramsKey(params))!;
      const others = around[k]!.map((neighbour) => known.get(paramsKey(neighbour))!.scores);
      return { ...own, scores: meanScores(own.scores, others) };
    });
  }

  async function* byFolds(
    combos: readonly SweepParams[],
    folds: number,
    over: typeof worstScores,
  ): AsyncGenerator<Judgement[]> {
    const judged: Judgement[] = [];
    for await (const judgements of plainly(combos, parts.whole)) judged.push(...judgements);
    const scores: Scores[][] = [];
    for (const part of parts.folds(folds)) {
      const fold: Scores[] = [];
      for await (const rows of compute(combos, part)) {
        const read = rowReader(rows);
        for (let k = 0; k < rows.length; k++)
          fold.push(rows.errors.has(k) ? null : goalScores(objective, read(k), combos[rows.first + k]!));
      }
      scores.push(fold);
    }
    yield judged.map((own, k) => ({
      ...own,
      scores: own.scores === null ? null : over(scores.map((fold) => fold[k]!)),
    }));
  }

  return (combos, share) => {
    if (robust?.kind === "neighbours") return byNeighbours(combos);
    if (robust?.kind === "folds") return byFolds(combos, robust.folds, robust.by === "mean" ? meanOfAll : worstScores);
    return plainly(combos, parts.first(share));
  };
}

function statisticsAt({ statistics, more }: SweepRows, k: number): ReturnType<Judgement["statistics"]> {
  const values = Object.entries({ ...statistics, ...more }).map(([name, column]) => [name, column[k] ?? NaN] as const);
  return Object.fromEntries(values) as ReturnType<Judgement["statistics"]>;
}
