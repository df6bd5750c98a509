import type { Robustness } from "../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../optimize/objectives/search-objective.ts";
import type { SearchSpace } from "../optimize/spaces/search-space.ts";
import type { RunDetail } from "../run/run-detail.ts";
import type { SweepSummary } from "../run/sweep/execute-sweep.ts";
import type { SweepEvidence } from "../run/sweep/sweep-evidence.ts";
import type { ScoredParams } from "../run/sweep/sweep-sample.ts";

/** A sweep as it ended. */
export interface SweepOutcome {
  readonly id: string;
  readonly summary: SweepSummary;
  readonly objective: SearchObjective;
  readonly robust: Robustness | null;
  readonly method: string;
  readonly space: SearchSpace;
  /** Rows of it for pictures, and how many there were. */
  readonly rows: readonly ScoredParams[];
  readonly seen: number;
  /** The best combination, run in full after all were counted as trials; null when none has the metric. */
  readonly detail: RunDetail | null;
  /** From the returns of all combinations, or a sample of them; null without a best one. */
  readonly evidence: SweepEvidence | null;
}
