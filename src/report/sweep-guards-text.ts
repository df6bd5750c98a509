import type { SweepEvidence } from "../run/sweep/sweep-evidence.ts";
import { formatCounted, formatNumber, formatPercent } from "./format.ts";

/** What speaks for luck in a sweep, in a sentence or three; null when nothing could be compared. */
export function sweepGuardsText({
  evidence: found,
  seen,
}: {
  readonly evidence: SweepEvidence | null;
  readonly seen: number;
}): string | null {
  if (found === null) return null;
  const { evidence, compared } = found;
  const { overfitting, trials, deflatedSharpe } = evidence;
  const independent = formatNumber(trials.count, 0);
  const sample = compared < seen ? ` (from a sample of ${formatNumber(compared, 0)})` : "";
  const texts = [
    `${formatCounted(seen, "combination")} and what was tried before are worth ${independent} independent trials${sample}.`,
  ];
  if (Number.isFinite(deflatedSharpe))
    texts.push(
      `Chance that the best is more than the luckiest of them (deflated Sharpe): ${formatPercent(deflatedSharpe)}.`,
    );
  if (overfitting !== null)
    texts.push(
      `Chosen on one half of the history, the best is below the middle in the other in ${formatPercent(overfitting.probability)} of the cases (PBO).`,
    );
  return texts.join(" ");
}
