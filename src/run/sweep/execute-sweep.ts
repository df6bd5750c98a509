import type { BacksightError } from "../../core/errors.ts";
import { SWEEP_STATISTICS, type SweepStatistic } from "../../engine/vector/fast/sweep-statistics.ts";
import type { Sampler } from "../../optimize/samplers/sampler.ts";
import { BestRows } from "./best-rows.ts";
import {
  createSweepRunner,
  SWEEP_DOORS,
  type SweepDoor,
  type SweepParams,
  type SweepRequest,
  type SweepRows,
} from "./sweep-rows.ts";

const BLOCK_SIZE = 1024;

/** What to sweep, in which order, and what counts as good. */
export interface SweepPlan extends SweepRequest {
  /** Proposes the combinations; it's told the metric of each. */
  readonly sampler: Sampler;
  /** Most combinations to compute. */
  readonly trials: number;
  /** Greatest is best. */
  readonly metric: SweepStatistic;
  /** How many of the best to keep. */
  readonly top: number;
}

/** What a sweep needs from outside. */
export interface SweepPorts {
  /** Takes each block as it's done, in order; `rows.first` counts over the whole sweep. */
  keep(rows: SweepRows, combos: readonly SweepParams[]): void | Promise<void>;
  /** Asked before every block: true ends the sweep there. */
  isCancelled?(): boolean;
  /** Combinations done so far. */
  progress?(done: number): void;
}

/** A combination and its statistics. */
export interface SweepBest {
  readonly params: SweepParams;
  readonly statistics: Readonly<Record<SweepStatistic, number>>;
}

export interface SweepSummary {
  readonly trials: number;
  /** False: it was cancelled, and combinations are left. */
  readonly isComplete: boolean;
  /** Best first. */
  readonly best: readonly SweepBest[];
  /** Rows by the door they took; failed ones are not among them. */
  readonly doors: Readonly<Record<SweepDoor, number>>;
  /** Why the settings close the faster doors; null: they don't. */
  readonly closed: string | null;
  readonly failed: number;
  /** The first few that failed, in order. */
  readonly errors: readonly { readonly params: SweepParams; readonly error: BacksightError }[];
}

const ERRORS_KEPT = 5;

/**
 * Computes a sweep block by block. Memory grows with the block and `top`, not with the number of combinations.
 *
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY, and whatever the sampler or `keep` throw
 */
export async function executeSweep(plan: SweepPlan, ports: SweepPorts): Promise<SweepSummary> {
  const { sampler, trials, metric, top, blockSize = BLOCK_SIZE } = plan;
  const runner = createSweepRunner({ ...plan, blockSize });
  const best = new BestRows<SweepBest>(top);
  const doors = { columns: 0, masks: 0, plain: 0 };
  const errors: { params: SweepParams; error: BacksightError }[] = [];
  let [done, failed, isComplete] = [0, 0, true];

  while (done < trials) {
    if (ports.isCancelled?.() === true) {
      isComplete = false;
      break;
    }
    const points = sampler.ask(Math.min(blockSize, trials - done));
    if (points.length === 0) break;
    const combos = points.map(({ params }) => params);
    const blocks: SweepRows[] = [];
    runner.run(combos, (rows) => blocks.push(rows));
    for (const rows of blocks) {
      for (const [k, params] of combos.entries()) {
        const error = rows.errors.get(k);
        if (error !== undefined) {
          failed++;
          if (errors.length < ERRORS_KEPT) errors.push({ params, error });
          continue;
        }
        const door = SWEEP_DOORS[rows.door[k] ?? -1];
        if (door !== undefined) doors[door]++;
        best.offer(done + k, rows.statistics[metric][k] ?? NaN, () => ({ params, statistics: statisticsAt(rows, k) }));
      }
      await ports.keep({ ...rows, first: done }, combos);
      sampler.tell(points, Array.from(rows.statistics[metric]));
    }
    done += combos.length;
    ports.progress?.(done);
  }
  const list = best.list().map(({ value }) => value);
  return { trials: done, isComplete, best: list, doors, closed: runner.door.reason, failed, errors };
}

function statisticsAt(rows: SweepRows, k: number): SweepBest["statistics"] {
  const values = SWEEP_STATISTICS.map((name) => [name, rows.statistics[name][k] ?? NaN] as const);
  return Object.fromEntries(values) as Record<SweepStatistic, number>;
}
