import { BacksightError } from "../core/errors.ts";
import type { ProgressListener } from "../core/progress.ts";
import { type AnyRunOutcome, execute } from "../run/execute.ts";
import type { RunRecord } from "../run/run-record.ts";
import { prepareRerun } from "./prepare-run.ts";
import { repeatWalkForward } from "./run-walk-forward.ts";
import type { Session } from "./session.ts";

const HASHES = ["specHash", "dataHash", "resultHash"] as const;

/** A stored run, executed again. */
export interface RepeatedRun {
  readonly outcome: AnyRunOutcome;
  /** The hashes that are no longer what they were; empty when the result is the same. */
  readonly changed: readonly (typeof HASHES)[number][];
}

/** Executes a stored run again, on the engine that it was made with, and compares the hashes; stores nothing. @throws {BacksightError} as `prepareRerun` */
export async function repeatRun(
  session: Session,
  record: RunRecord,
  onProgress: ProgressListener,
): Promise<RepeatedRun> {
  const outcome = await (record.spec.walkForward === undefined ? repeatPlain : repeatWalkForward)(
    session,
    record,
    onProgress,
  );
  const again = outcome.detail.record;
  return { outcome, changed: HASHES.filter((hash) => record[hash] !== again[hash]) };
}

async function repeatPlain(
  session: Session,
  { id, spec, engine }: RunRecord,
  onProgress: ProgressListener,
): Promise<AnyRunOutcome> {
  const request = await prepareRerun(id, spec, onProgress);
  return execute({ ...request, engine }, await session.ports());
}

/** @throws {BacksightError} BACKSIGHT_RERUN, naming what changed, unless the repeated run gave the same result */
export function throwIfChanged(record: RunRecord, { outcome, changed }: RepeatedRun): void {
  if (changed.length === 0) return;
  const [before, now] = [record.spec.strategy, outcome.detail.record.spec.strategy];
  throw new BacksightError("BACKSIGHT_RERUN", {
    id: record.id,
    reason: `${changed.join(", ")} changed`,
    advice: adviceFor(changed, before.codeHash !== now.codeHash, now.source === "signals"),
  });
}

function adviceFor(changed: RepeatedRun["changed"], codeChanged: boolean, areSignals: boolean): string {
  if (changed.includes("dataHash")) return "The prices are not the ones of that run.";
  if (codeChanged)
    return areSignals ? "The signals are not the ones of that run." : "The strategy's code is not the one of that run.";
  return "Neither prices nor code changed: the strategy isn't deterministic, or another version of Backsight ran it.";
}
