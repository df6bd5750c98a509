import { BacksightError } from "../../core/errors.ts";
import type { SearchObjective } from "../../optimize/objectives/search-objective.ts";
import type { Sampler } from "../../optimize/samplers/sampler.ts";

/** Whether a sampler can search by an objective. @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED */
export function checkMethod(
  { method, objectives }: Pick<Sampler, "method" | "objectives">,
  { goals }: SearchObjective,
  isRobust: boolean,
): void {
  if (goals.length > 1 && objectives === "one")
    throw unsupported(`${method} with ${goals.length} metrics`, "Leave --method out for nsga2, or give one --metric.");
  if (isRobust && (method === "successive-halving" || method === "hyperband"))
    throw unsupported(`${method}, which judges on parts of the bars itself, with --robust`, "Give one of the two.");
}

function unsupported(what: string, instead: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", { what, instead });
}
