import { checkInteger } from "../../core/checks.ts";

/**
 * 1 / n of equity in each of n assets: what every other builder has to beat. DeMiguel, Garlappi & Uppal (2009), "Optimal
 * Versus Naive Diversification", Review of Financial Studies 22(5).
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function equalWeights(assets: number): Float64Array {
  return new Float64Array(checkInteger("assets", assets, 1)).fill(1 / assets);
}
