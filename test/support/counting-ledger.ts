import type { TrialCount, TrialEntry, TrialLedgerPort, TrialQuery } from "../../src/run/trial-ledger-port.ts";

/** A trial ledger that writes down what it is asked, and answers with what it is told. */
export interface CountingLedger extends TrialLedgerPort {
  readonly recorded: TrialEntry[];
  readonly asked: TrialQuery[];
}

export function countingLedger(answer: Partial<TrialCount> = {}): CountingLedger {
  const recorded: TrialEntry[] = [];
  const asked: TrialQuery[] = [];
  return {
    recorded,
    asked,
    record: (trial) => {
      recorded.push(trial);
    },
    recordAll: (trials) => {
      recorded.push(...trials);
    },
    count: (query) => {
      asked.push(query);
      const none = new Float64Array(0);
      return {
        family: 1,
        overlapping: 1,
        removed: 0,
        since: "2026-01-01T00:00:00Z",
        sharpes: { family: none, overlapping: none },
        ...answer,
      };
    },
  };
}
