import type { TrialLedgerPort } from "../run/trial-ledger-port.ts";
import type { RunStore } from "../store/run-store.ts";

/**
 * A ledger that also counts what is stored of a strategy, runs and rows of sweeps, and older than itself: whoever removes the ledger doesn't begin
 * at one, and is told.
 *
 * @param stored the result store, once somebody has opened it
 */
export function trialsWithStoredRuns(trials: TrialLedgerPort, stored: () => RunStore | undefined): TrialLedgerPort {
  return {
    record: (trial) => trials.record(trial),
    recordAll: (all) => trials.recordAll(all),
    count(query) {
      const count = trials.count(query);
      const storedBefore = query.strategy === undefined ? 0 : (stored()?.triesBefore(query.strategy, count.since) ?? 0);
      const { family, overlapping } = count;
      return { ...count, family: family + storedBefore, overlapping: overlapping + storedBefore, storedBefore };
    },
  };
}
