import { variance } from "../../math/moments.ts";
import { type EffectiveTrials, effectiveTrials } from "../../validation/effective-trials.ts";
import type { VerdictTrials } from "../../validation/verdict/verdict-evidence.ts";
import type { RunDetail } from "../run-detail.ts";
import { simpleReturns } from "../session-equity.ts";
import type { TrialCount } from "../trial-ledger-port.ts";

/** Attempts that a stored run competes with, as they are counted today. */
export interface TrialsNow extends VerdictTrials {
  /** As counted, before near-copies were taken together. */
  readonly counted: number;
  /** Stored runs over the same sessions whose returns were compared, and the groups they fell into. */
  readonly compared: number;
  readonly clusters: number;
}

/** What is compared of a run. */
export type ComparedRun = Pick<RunDetail, "record" | "sessions">;

const FEWEST_FOR_VARIANCE = 5;

/**
 * How many independent attempts a run was chosen from, today: those of its family, or those of any strategy on its prices,
 * whichever is more. Attempts whose runs are stored are compared by their returns, so that near-copies count as what they
 * are; the others count in full. What was counted when the run was made is never forgotten.
 *
 * @param count of the trial ledger now; null where nobody counts
 * @param others stored runs over the same sessions, this one left out
 */
export function trialsNow(run: ComparedRun, count: TrialCount | null, others: readonly ComparedRun[]): TrialsNow {
  const { trials } = run.record.guards;
  const family = Math.max(1, trials.family ?? 1, count?.family ?? 1);
  const overlapping = Math.max(1, trials.overlapping ?? 1, count?.overlapping ?? 1);
  const distinct = distinctRuns(run, others);
  const name = run.record.spec.strategy.name;
  const ofFamily = distinct.filter(({ record }) => record.spec.strategy.name === name);
  const all = independent(distinct);
  const own = ofFamily.length === distinct.length ? all : independent(ofFamily);
  const sharpes = family >= overlapping ? count?.sharpes.family : count?.sharpes.overlapping;
  return {
    count: Math.max(reduced(family, own), reduced(overlapping, all)),
    isCounted: trials.counted || count !== null,
    sharpeVariance: sharpes !== undefined && sharpes.length >= FEWEST_FOR_VARIANCE ? variance(sharpes, 1) : undefined,
    counted: Math.max(family, overlapping),
    compared: distinct.length,
    clusters: all.clusters,
  };
}

/** Runs of one description are one attempt. */
function distinctRuns(run: ComparedRun, others: readonly ComparedRun[]): ComparedRun[] {
  const seen = new Set([run.record.specHash]);
  const comparable = others.filter(({ record, sessions }) => {
    if (seen.has(record.specHash) || !sameDays(sessions.day, run.sessions.day)) return false;
    seen.add(record.specHash);
    return true;
  });
  return [run, ...comparable];
}

function sameDays(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a[0] === b[0] && a[a.length - 1] === b[b.length - 1];
}

function independent(runs: readonly ComparedRun[]): EffectiveTrials {
  return effectiveTrials(runs.map(({ record, sessions }) => simpleReturns(sessions.equity, record.spec.settings.cash)));
}

/** At most what was counted: of a count below what is stored (runs of another user's ledger) all that is known is compared. */
function reduced(counted: number, { trials, independent }: EffectiveTrials): number {
  return Math.max(1, independent + Math.max(0, counted - trials));
}
