import { isBacksightError } from "../core/errors.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { type ComparedRun, type TrialsNow, trialsNow } from "../run/verdict/trials-now.ts";
import { walkForwardFamily, walkForwardTrials } from "../run/walk-forward/walk-forward-trials.ts";
import type { RunStore } from "../store/run-store.ts";
import type { Session } from "./session.ts";

/** Stored runs that are looked through for near-copies, the newest first. */
const MOST_RUNS = 1000;
/** Of these so many are compared. */
const MOST_COMPARED = 200;

/** The attempts that a stored run competes with today (a walk-forward with walk-forwards alone): counted by the ledger, near-copies among the stored ones taken together. */
export async function storedTrials(session: Session, store: RunStore, run: RunDetail): Promise<TrialsNow> {
  const { record } = run;
  const { spec, data } = record;
  const { trials } = await session.ports();
  const isWalkForward = spec.walkForward !== undefined;
  const { url, name } = spec.strategy;
  const family = isWalkForward ? walkForwardFamily({ name, family: null }, spec.strategy) : (url ?? name);
  const interval = { instruments: data.symbols ?? [data.symbol], from: spec.from!, to: spec.to! };
  const ledger = trials !== undefined && isWalkForward ? walkForwardTrials(trials) : trials;
  const count =
    ledger === undefined ? null : ledger.count({ family, strategy: isWalkForward ? undefined : name, ...interval });
  const others = store
    .list({ limit: MOST_RUNS })
    .filter(({ id, symbol, start, end }) => {
      return id !== record.id && symbol === data.symbol && start === data.start && end === data.end;
    })
    .slice(0, MOST_COMPARED)
    .flatMap(({ id }) => loaded(store, id))
    .filter((other) => (other.record.spec.walkForward !== undefined) === isWalkForward);
  return trialsNow(run, count, others);
}

/** A run that can't be read is no reason not to judge another. */
function loaded(store: RunStore, id: string): ComparedRun[] {
  try {
    return [store.loadCurves(id)];
  } catch (error) {
    if (isBacksightError(error)) return [];
    throw error;
  }
}
