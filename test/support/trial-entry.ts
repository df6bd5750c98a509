import { sha256 } from "../../src/core/sha256.ts";
import type { TrialEntry } from "../../src/run/trial-ledger-port.ts";

/** The trial number `i` of one family on one instrument and the interval [0, 1000); `changes` replace some facts. */
export function trialEntry(i: number, changes: Partial<TrialEntry> = {}): TrialEntry {
  return {
    key: sha256(`trial ${i}`),
    family: "sma-cross",
    strategy: "sma-cross",
    instruments: ["SPY"],
    from: 0,
    to: 1000,
    sharpe: i / 100,
    periods: 252,
    at: "2026-11-22T10:00:00.000Z",
    ...changes,
  };
}
