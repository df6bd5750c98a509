import { type RandomStream, randomStream } from "../../core/random.ts";
import { type SearchObjective, scoresOf } from "../../optimize/objectives/search-objective.ts";
import type { Scores } from "../../optimize/samplers/sampler-core.ts";
import { SWEEP_DOORS, type SweepDoor, type SweepRows } from "./rows-block.ts";
import { rowReader } from "./sweep-metrics.ts";
import type { SweepParams } from "./sweep-rows.ts";

/** A combination and its scores by its own row. */
export interface ScoredParams {
  readonly params: SweepParams;
  readonly scores: Scores;
}

export interface SampledRow extends ScoredParams {
  /** How the row was computed. */
  readonly door: SweepDoor;
}

/**
 * At most `most` rows of a sweep, all of them or each with the same chance, however many there are: Vitter (1985),
 * "Random Sampling with a Reservoir", algorithm R. The same seed and rows give the same sample.
 */
export class SweepSample {
  readonly #most: number;
  readonly #objective: SearchObjective;
  readonly #random: RandomStream;
  readonly #rows: SampledRow[] = [];
  #seen = 0;

  constructor(objective: SearchObjective, most: number, seed: number) {
    this.#objective = objective;
    this.#most = most;
    this.#random = randomStream(seed, "sweep/sample");
  }

  /** Takes the rows of a block that didn't fail. */
  offer(rows: SweepRows, combos: readonly SweepParams[]): void {
    const read = rowReader(rows);
    for (const [k, params] of combos.entries()) {
      if (rows.errors.has(k)) continue;
      const at = this.#seen < this.#most ? this.#seen : this.#random.below(this.#seen + 1);
      this.#seen++;
      if (at >= this.#most) continue;
      const scores = scoresOf(this.#objective, read(k), params);
      this.#rows[at] = { params, scores, door: SWEEP_DOORS[rows.door[k]!]! };
    }
  }

  /** Rows that were offered, in the sample or not. */
  get seen(): number {
    return this.#seen;
  }

  get rows(): readonly SampledRow[] {
    return this.#rows;
  }
}
