import { BacksightError } from "../core/errors.ts";
import { type SearchObjective, scoresOf } from "../optimize/objectives/search-objective.ts";
import type { Params } from "../optimize/spaces/search-space.ts";
import { unpackRows } from "../run/sweep/packed-rows.ts";
import { rowReader } from "../run/sweep/sweep-metrics.ts";
import { createSweepRanking } from "../run/sweep/sweep-ranking.ts";
import type { SweepStore } from "../store/sweep-store.ts";

/** Points that a search begins with; the rest is its own. */
const MOST_POINTS = 10;

/**
 * The best combinations of a stored sweep of the same strategy, by what is searched for now, the best first: of several
 * metrics those of its front. They are judged anew, so that they may come from other prices or settings.
 *
 * @throws {BacksightError} BACKSIGHT_SWEEP_UNKNOWN, BACKSIGHT_SWEEP_AMBIGUOUS; BACKSIGHT_USAGE for another strategy's sweep,
 * and for one in which nothing has a rank by the metrics now asked for
 */
export function warmStart(sweeps: SweepStore, name: string, strategy: string, objective: SearchObjective): Params[] {
  const sweep = sweeps.get(sweeps.find(name));
  const refuse = (problem: string, help: string): never => {
    throw new BacksightError("BACKSIGHT_USAGE", { problem, help });
  };
  if (sweep.strategy !== strategy) {
    const problem = `--warm-start ${name} is a sweep of ${sweep.strategy}, not of ${strategy}.`;
    refuse(problem, "Name a sweep of the same strategy; `backsight sweeps ls` lists them.");
  }
  const begin = () => createSweepRanking<Params>(objective.goals.length, MOST_POINTS, (params) => params);
  let [ranking, row, end] = [begin(), 0, 0];
  for (const block of sweeps.blocks(sweep.id)) {
    // What halving judged on the first part of the bars isn't comparable with what saw more of them.
    if (!block.isTrial || block.part.end < end) continue;
    if (block.part.end > end) ranking = begin();
    end = block.part.end;
    const rows = unpackRows(block.rows);
    const read = rowReader(rows);
    for (const [k, params] of block.combos.entries()) {
      const scores = rows.errors.has(k) ? null : scoresOf(objective, read(k), params);
      if (scores !== null) ranking.offer(row, scores, () => params);
      row++;
    }
  }
  const best = ranking.list().slice(0, MOST_POINTS);
  if (best.length === 0) {
    const goals = objective.goals.map(({ name: goal }) => goal).join(" and ");
    refuse(`--warm-start ${name}: none of its rows can be ranked by ${goals}.`, "Name another sweep, or leave it out.");
  }
  return best.map(({ value }) => value);
}
