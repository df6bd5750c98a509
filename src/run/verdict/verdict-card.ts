import type { EvidenceLine } from "../../validation/verdict/evidence-line.ts";
import { evidenceLines } from "../../validation/verdict/evidence-lines.ts";
import { type Verdict, verdict } from "../../validation/verdict/verdict.ts";
import type { VerdictEvidence } from "../../validation/verdict/verdict-evidence.ts";

/** A verdict with what it rests on, as plain JSON: what a run carries. */
export interface VerdictCard extends Verdict {
  readonly lines: readonly EvidenceLine[];
}

export function verdictCard(evidence: VerdictEvidence): VerdictCard {
  return { ...verdict(evidence), lines: evidenceLines(evidence) };
}
