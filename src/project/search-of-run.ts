import { isBacksightError } from "../core/errors.ts";
import type { FurtherEvidence } from "../run/verdict/run-evidence.ts";
import type { TrialsNow } from "../run/verdict/trials-now.ts";
import type { RunStore } from "../store/run-store.ts";
import type { Session } from "./session.ts";
import { findRun } from "./stored-run.ts";
import { findSweep } from "./stored-sweep.ts";

/** What a sweep found out about the run of its best. */
export interface SearchOfRun {
  readonly sweep: string;
  readonly further: FurtherEvidence;
  /** Independent trials when the sweep ended, and those that had been counted by then. */
  readonly independent: number;
  readonly counted: number;
  readonly sharpeVariance: number | undefined;
}

/**
 * The run that a person names: by its own id, or by that of the sweep whose best it is.
 *
 * @throws {BacksightError} BACKSIGHT_RUN_UNKNOWN when neither has that id; BACKSIGHT_RUN_AMBIGUOUS, BACKSIGHT_SWEEP_AMBIGUOUS
 */
export async function findJudgedRun(
  session: Session,
  name: string,
): Promise<{ readonly store: RunStore; readonly id: string }> {
  try {
    return await findRun(session, name);
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_RUN_UNKNOWN") throw error;
    const sweep = await findSweep(session, name).then(({ sweep }) => sweep, unlessUnknown);
    if (sweep === null) throw error;
    return findRun(session, sweep.runId);
  }
}

function unlessUnknown(error: unknown): null {
  if (isBacksightError(error) && error.code === "BACKSIGHT_SWEEP_UNKNOWN") return null;
  throw error;
}

/** What the sweep that a run is the best of knows of it; null: it's of no sweep, or of one that compared nothing. */
export function searchOfRun(store: RunStore, runId: string): SearchOfRun | null {
  const sweep = store.sweeps.ofRun(runId);
  if (sweep === null) return null;
  const { guards } = sweep.summary as unknown as { readonly guards: Readonly<Record<string, number | null>> };
  const known = (name: string): number | undefined => guards[name] ?? undefined;
  const [independent, probability, lossProbability] = ["effectiveTrials", "pbo", "pboLoss"].map(known);
  if (independent === undefined) return null;
  return {
    sweep: sweep.id,
    further: {
      overfitting: probability === undefined ? undefined : { probability, lossProbability: lossProbability ?? NaN },
      superiorPredictiveAbility: known("superiorPredictiveAbility"),
    },
    independent,
    counted: known("counted") ?? 0,
    sharpeVariance: known("sharpeVariance"),
  };
}

/** The trials of a sweep's best today: those that its sweep found, and every one that was counted since. */
export function trialsOfSearch({ independent, counted, sharpeVariance }: SearchOfRun, now: TrialsNow): TrialsNow {
  const count = independent + Math.max(0, now.counted - counted);
  return { ...now, count, sharpeVariance };
}
