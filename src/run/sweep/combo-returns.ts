import { simpleReturns } from "../session-equity.ts";
import type { SweepParams, SweepRequest } from "./sweep-rows.ts";
import { sweepRunner } from "./sweep-runner.ts";

/** Combinations that are computed together. */
const BLOCK_SIZE = 256;

/**
 * The simple returns of combinations on the same axis as those of their runs: by session, by bar where bars are a week or
 * longer. They are taken down where the rows of a sweep are computed, through the fastest door that is open to each, and are
 * those of the run to the bit.
 *
 * @yields one for each combination, in order; null for one that fails
 * @throws {BacksightError} as `sweepRunner`
 */
export function* comboReturns(
  request: SweepRequest,
  combos: readonly SweepParams[],
): Generator<Float64Array | null, void> {
  const { metrics, settings, ...rest } = request;
  const found: (Float64Array | null)[] = [];
  const runner = sweepRunner(
    { ...rest, settings: { ...settings, returns: "session" }, blockSize: BLOCK_SIZE },
    (row, equity) => {
      found[row] = simpleReturns(equity, settings.cash);
    },
  );
  try {
    for (let first = 0; first < combos.length; first += BLOCK_SIZE) {
      const block = combos.slice(first, first + BLOCK_SIZE);
      found.fill(null);
      runner.run(block, () => {});
      for (let k = 0; k < block.length; k++) yield found[k] ?? null;
    }
  } finally {
    runner.close();
  }
}
