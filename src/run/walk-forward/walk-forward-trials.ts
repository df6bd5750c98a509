import type { Strategy } from "../../strategy/strategy.ts";
import type { StrategyReference } from "../run-spec.ts";
import type { TrialLedgerPort } from "../trial-ledger-port.ts";

/** Whose walk-forwards count together. */
export function walkForwardFamily(
  { name, family }: Pick<Strategy, "name" | "family">,
  { url }: StrategyReference,
): string {
  return `walk-forward of ${family ?? url ?? name}`;
}

/**
 * The ledger as a stitched run is judged by it. Its returns weren't chosen among the combinations of the training parts,
 * so that those are no attempts at it; other walk-forwards of the strategy are, whatever their windows.
 */
export function walkForwardTrials(ledger: TrialLedgerPort): TrialLedgerPort {
  return {
    record: (trial) => ledger.record(trial),
    recordAll: (trials) => ledger.recordAll(trials),
    count(query) {
      const count = ledger.count(query);
      const { family } = count.sharpes;
      return { ...count, overlapping: count.family, sharpes: { family, overlapping: family } };
    },
  };
}
