import type { Json } from "../core/canonical-json.ts";
import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";
import { isoTime } from "../market/iso-time.ts";
import type { RunPorts } from "../run/run-ports.ts";
import type { RunSpec } from "../run/run-spec.ts";
import type { StoredSweep, SweepStore } from "../store/sweep-store.ts";

/** A sweep that is about to be computed. */
export interface BeginningSweep {
  readonly key: string;
  readonly spec: RunSpec;
  readonly bars: Bars;
  readonly method: string;
  readonly metric: string;
  readonly total: number;
  readonly wish: Json;
  /** Id of the sweep that goes on; undefined: the newest unfinished one that computes the same, else a new one. */
  readonly resume: string | undefined;
  /** True: begins anew whatever is there. */
  readonly isFresh: boolean;
}

/**
 * The stored sweep that rows go to: an unfinished one with the same key, or a new one.
 *
 * @throws {BacksightError} BACKSIGHT_SWEEP_CHANGED when the sweep to resume computed something else
 */
export function beginSweep(store: SweepStore, beginning: BeginningSweep, ports: RunPorts): StoredSweep {
  const { key, spec, bars, method, metric, total, wish, resume, isFresh } = beginning;
  if (resume !== undefined) {
    const found = store.get(resume);
    if (found.key === key) return found;
    const problem = "strategy, prices or configuration are no longer those that it began with";
    throw new BacksightError("BACKSIGHT_SWEEP_CHANGED", { id: resume, problem });
  }
  const unfinished = isFresh ? null : store.unfinished(key);
  if (unfinished !== null) return unfinished;
  const id = ports.newRunId();
  store.begin({
    ...{ id, key, strategy: spec.strategy.name, data: spec.data, method, metric, wish },
    symbol: bars.instrument.symbol,
    timeframe: bars.timeframe.label,
    start: isoTime(spec.from!),
    end: isoTime(spec.to!),
    total: Number.isSafeInteger(total) ? total : null,
    runId: ports.newRunId(),
    createdAt: isoTime(ports.clock()),
  });
  return store.get(id);
}
