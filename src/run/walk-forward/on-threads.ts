import { keptExecutor } from "../sweep/kept-executor.ts";
import type { ChosenExecutor, ExecutorChoice } from "../sweep/sweep-executor.ts";
import { sweptPrices } from "../sweep/swept-prices.ts";
import type { WalkForwardRequest } from "./execute-walk-forward.ts";

/** Who chooses where rows are computed, and is told why there are fewer threads than were asked for. */
export interface ThreadChooser {
  /** Absent: on the calling thread. */
  readonly choose?: ((choice: ExecutorChoice) => Promise<ChosenExecutor>) | undefined;
  onNote?: ((text: string) => void) | undefined;
}

/**
 * Lets a walk-forward's windows search on threads that are kept from one to the next. Whatever their number, the result is
 * the same.
 *
 * @param workers undefined: as many as pay
 */
export async function onThreads<T, R extends WalkForwardRequest>(
  request: R,
  workers: string | undefined,
  { choose, onNote }: ThreadChooser,
  walk: (request: R) => Promise<T>,
): Promise<T> {
  if (choose === undefined) return walk(request);
  const { search, spec } = request;
  const { bars, several } = sweptPrices(request);
  const { batch } = search.sampler(search.space, { seed: spec.seed });
  // The windows together train on more bars than there are: no less work than one sweep over all of them.
  const combinations = Math.min(search.trials, search.space.size);
  const chosen = await choose({ workers, strategy: spec.strategy, bars, several, combinations, batch });
  if (chosen.note !== null && workers !== undefined) onNote?.(chosen.note);
  if (chosen.threads === 1) return walk(request);
  const kept = keptExecutor(chosen.create);
  try {
    return await walk({ ...request, search: { ...search, executor: kept.create } });
  } finally {
    await kept.close();
  }
}
