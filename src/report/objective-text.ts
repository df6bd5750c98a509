import type { Robustness } from "../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../optimize/objectives/search-objective.ts";

/** "sharpeRatio", "sharpeRatio and turnover", "sharpeRatio, the worst of 4 folds". */
export function objectiveText({ goals }: SearchObjective, robust: Robustness | null): string {
  const names = goals.map(({ name }) => name).join(" and ");
  if (robust === null) return names;
  return robust.kind === "neighbours"
    ? `${names}, the mean over neighbours`
    : `${names}, the ${robust.by ?? "worst"} of ${robust.folds} folds`;
}
