import { requirementText } from "../optimize/objectives/requirement.ts";
import type { SearchObjective } from "../optimize/objectives/search-objective.ts";
import type { SweepSummary } from "../run/sweep/execute-sweep.ts";
import type { SweepEvidence } from "../run/sweep/sweep-evidence.ts";
import { doorsText } from "./doors-text.ts";
import { formatCounted } from "./format.ts";
import { objectiveText } from "./objective-text.ts";
import { plateauText } from "./plateau-text.ts";
import { sweepGuardsText } from "./sweep-guards-text.ts";
import { sweepTable } from "./sweep-table.ts";
import { type SweptSpace, sweepView } from "./sweep-view.ts";
import { wrapText } from "./wrap-text.ts";

/** What a terminal shows of a sweep: the best of it, what lies around the best, what was left out, what speaks for luck. */
export function sweepText(
  swept: SweptSpace & { readonly evidence: SweepEvidence | null },
  { top, width }: { readonly top: number; readonly width: number },
): string {
  const { summary, objective, robust } = swept;
  const { trials, failed, unranked, best, errors, isStoppedEarly } = summary;
  const { goals } = objective;
  const by = objectiveText(objective, robust);
  const shown = goals.length > 1 ? `${best.length} on the Pareto front of ${by}` : `the best by ${by}`;
  const rows = best.slice(0, top).map(({ params, statistics, scores }) => ({ params, metrics: statistics, scores }));
  const { plateau, goals: meanings } = sweepView(swept);
  const guards = sweepGuardsText(swept);
  const computed = doorsText(summary);
  const wrapped = (text: string) => wrapText(text, width, "  ").join("\n");
  const parts = [
    `${formatCounted(trials, "combination")}, ${shown}:`,
    ...(best.length > 0 ? [sweepTable(rows, width, goals)] : []),
    ...(goals.length > 1 && best.length > top
      ? [`${best.length - top} more of the front: --top ${best.length}, or --json`]
      : []),
    ...(plateau === null ? [] : [wrapped(plateauText(plateau, meanings[0]!))]),
    ...(isStoppedEarly ? ["Ended early: so many in a row as --patience says were no better."] : []),
    ...(unranked > 0 ? [wrapped(`${formatCounted(unranked, "combination")} not ranked: ${reasons(objective)}`)] : []),
    ...(failed > 0 ? [wrapped(`${formatCounted(failed, "combination")} failed, ${firstOf(errors)}`)] : []),
    ...(computed === null ? [] : [wrapped(computed)]),
    ...(guards === null ? [] : [wrapText(guards, width, "").join("\n")]),
    best.length === 0 ? `None of them can be ranked by ${by}.` : "The first of them in full:",
  ];
  return parts.join("\n\n");
}

/** The first combination that failed, and why. */
function firstOf([first]: SweepSummary["errors"]): string {
  if (first === undefined) return "";
  const said = Object.entries(first.params).map(([name, value]) => `${name}=${value}`);
  return `the first of them ${said.join(" ")}: ${first.error.message}`;
}

/** Why a combination may have no rank. */
function reasons({ goals, requirements, minTrades }: SearchObjective): string {
  return [
    ...(minTrades > 0 ? [`fewer than ${formatCounted(minTrades, "trade")}`] : []),
    ...requirements.map((requirement) => `not ${requirementText(requirement)}`),
    `no finite ${goals.map(({ name }) => name).join(" or ")}`,
  ].join(", or ");
}
