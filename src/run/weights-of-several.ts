import { BacksightError } from "../core/errors.ts";
import type { Allocation } from "../engine/vector/portfolio/simulate-portfolio.ts";
import type { Panel } from "../market/panel.ts";
import type { EvaluatedSignals } from "../strategy/evaluate-signals.ts";

/**
 * The weights that a strategy gave for each instrument alone, as allocations of the account: each where it changes, or
 * wherever there is one with `rebalance: "always"`.
 *
 * @param targets of each instrument, on its own bars
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for units, or weights of some instruments only
 */
export function weightsOfSeveral(
  strategy: string,
  panel: Panel,
  targets: readonly EvaluatedSignals["targets"][],
  rebalance: "on-change" | "always",
): Allocation[] {
  const columns = targets.map((target) => {
    if (target?.kind === "weight") return target.values;
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `${target === null ? "signals of some instruments and weights of others" : "units"} of ${strategy} on several instruments`,
      instead: "Return weights, or signals, for each.",
    });
  });
  const last = columns.map(() => NaN);
  const allocations: Allocation[] = [];
  for (let row = 0; row < panel.length; row++) {
    let weights: Float64Array | null = null;
    for (const [k, column] of columns.entries()) {
      const weight = panel.bars[k]![row]! < 0 ? NaN : column[panel.bars[k]![row]!]!;
      if (Number.isNaN(weight) || (rebalance === "on-change" && weight === last[k])) continue;
      last[k] = weight;
      weights ??= new Float64Array(columns.length).fill(NaN);
      weights[k] = weight;
    }
    if (weights !== null) allocations.push({ row, weights });
  }
  return allocations;
}
