import type { TrialLedgerPort } from "../run/trial-ledger-port.ts";
import type { RunStore } from "../store/run-store.ts";

/**
 * A ledger that also counts the stored runs and rows of sweeps that are older than itself: whoever removes the ledger doesn't
 * begin at one, and is told.
 *
 * @param stored the result store, once somebody has opened it
 */
export function trialsWithStoredRuns(trials: TrialLedgerPort, stored: () => RunStore | undefined): TrialLedgerPort {
  return {
    record: (trial) => trials.record(trial),
    recordAll: (all) => trials.recordAll(all),
    count(query) {
      const count = trials.count(query);
      const { strategy, instruments, from, to } = query;
      if (strategy === undefined) return count;
      const before = stored()?.triesBefore(count.since, { strategy, instruments, from, to });
      if (before === undefined) return count;
      return {
        ...count,
        family: count.family + before.ofStrategy,
        overlapping: count.overlapping + before.onPrices,
        storedBefore: Math.max(before.ofStrategy, before.onPrices),
      };
    },
  };
}
