import type { Plateau } from "../optimize/landscape/plateau-score.ts";
import { goalText, type SweptGoal } from "./charts/swept-goal.ts";
import { formatCounted, formatNumber } from "./format.ts";

/** What lies around the best, in one sentence or two. */
export function plateauText({ neighbours, own, mean, worst, score }: Plateau, goal: SweptGoal): string {
  if (neighbours === 0) return "Plateau: not known, no combination next to the best was judged.";
  const around = `${goal.label} ${goalText(goal, own)} at the best, ${goalText(goal, mean)} on average at its ${formatCounted(neighbours, "neighbour")}, ${goalText(goal, worst)} at the worst of them`;
  if (Number.isNaN(score)) return `Plateau: ${around}.`;
  const says =
    score >= 0.7 ? "a plateau" : score >= 0.3 ? "a slope" : "a lonely peak, which is what a search finds in noise";
  return `Plateau score ${formatNumber(score, 2)}: ${around}: ${says}.`;
}
