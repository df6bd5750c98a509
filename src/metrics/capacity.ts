import { costsPaid, grossResult } from "./costs-paid.ts";
import type { Metric } from "./metric.ts";

/** Doublings after which a scale counts as without end. */
const DOUBLINGS = 60;
/** Halvings that find the scale to the last bits. */
const HALVINGS = 100;

/**
 * Capital at which market impact eats the whole edge: `capital × k`, where k is how many times as large all orders could
 * have been, `k × edge = impactCost(k)`. 0 where there is no edge; ∞ where impact never eats it; NaN for a NaN.
 *
 * @param capital money that the orders were sized for
 * @param edge what was gained before impact and after all other costs, at the size traded, money
 * @param impactCost what the impact costs at a scale, money, rising faster than the scale
 */
export function capacity(capital: number, edge: number, impactCost: (scale: number) => number): number {
  if (Number.isNaN(edge) || Number.isNaN(impactCost(1))) return NaN;
  if (!(edge > 0)) return 0;
  const isEaten = (scale: number) => impactCost(scale) >= scale * edge;
  let high = 1;
  for (let k = 0; k < DOUBLINGS && !isEaten(high); k++) high *= 2;
  if (!isEaten(high)) return Infinity;
  let low = 0;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = low + (high - low) / 2;
    if (isEaten(middle)) high = middle;
    else low = middle;
  }
  return capital * high;
}

export const capacityMetric: Metric = {
  id: "capacity",
  label: "Capacity",
  unit: "money",
  better: "higher",
  group: "costs",
  formula: "starting cash × k, where k × (result before market impact) = impact of all fills at k times their size",
  reference:
    "Kahn & Shaffer (2005), Journal of Portfolio Management 32(1): the surprisingly small impact of asset growth",
  undefinedWhen: "no volume in the data, or nothing was traded",
  infiniteWhen: "no size at which impact eats the result",
  compute: (input) => {
    const { startingCash, impactCost, totalImpact = 0, tradedNotional } = input;
    if (impactCost === undefined || !(tradedNotional > 0)) return NaN;
    const edge = grossResult(input) - (costsPaid(input) - totalImpact);
    return capacity(startingCash, edge, impactCost);
  },
};
