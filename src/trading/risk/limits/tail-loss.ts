import { quantileOfSorted } from "../../../math/quantile.ts";
import type { TailLimit } from "../risk-limits.ts";
import { equityAfter, marketValue, othersOf } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";
import { lastReturns } from "./returns-of-holdings.ts";

/** Halvings in which the units that are allowed are found: the last one is 2⁻⁵⁰ of what was asked. */
const HALVINGS = 50;

/** Value at risk and what lies beyond it differ in what they take from the returns, lowest first. */
type TailMeasure = (sorted: Float64Array, cutoff: number) => number;

/** Quantile between the order statistics, as the metric `valueAtRisk` takes it. */
export const quantileReturn: TailMeasure = (sorted, cutoff) => quantileOfSorted(sorted, cutoff);

/** Mean of the lowest ⌊(n − 1) × cutoff⌋ + 1 returns, as the metric `conditionalValueAtRisk` takes it. */
export const tailMeanReturn: TailMeasure = (sorted, cutoff) => {
  const tail = sorted.subarray(0, Math.floor((sorted.length - 1) * cutoff) + 1);
  return tail.reduce((sum, value) => sum + value, 0) / tail.length;
};

type Described = Pick<Limit, "code" | "measures"> & { readonly setting: "maxVar" | "maxCvar" };

/**
 * A limit on what one period may lose, by historical simulation: the returns that the holdings after the order would have
 * had in each of the last bars. Units are halved in until they keep the limit; what is returned was itself measured.
 */
export function tailLimit({ code, setting, measures }: Described, measure: TailMeasure): Limit {
  const valueAfter = (increase: Increase, units: number) => lossOf(increase, units, increase.limits[setting]!, measure);
  return {
    code,
    setting,
    action: "clip",
    measures,
    thresholdOf: (limits) => limits[setting]?.limit,
    valueAfter,
    allowed: (increase, threshold) => {
      const keeps = (units: number) => valueAfter(increase, units) <= threshold;
      if (keeps(increase.units)) return Infinity;
      if (!keeps(0)) return 0;
      let [low, high] = [0, increase.units];
      for (let k = 0; k < HALVINGS; k++) {
        const middle = (low + high) / 2;
        if (keeps(middle)) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}

/** Fraction of equity, above 0 for a loss; NaN where a return of a position is missing. */
function lossOf(increase: Increase, units: number, { level, window }: TailLimit, measure: TailMeasure): number {
  const { account, order, side, held, unitValue } = increase;
  const equity = equityAfter(increase, units);
  const moves = new Float64Array(window);
  const add = (symbol: string, value: number): boolean => {
    if (value === 0) return true;
    const returns = lastReturns(account, symbol, window);
    if (returns === null) return false;
    for (let i = 0; i < window; i++) moves[i] = moves[i]! + value * returns[i]!;
    return true;
  };
  const isKnown =
    add(order.symbol, side * (held + units) * unitValue) &&
    othersOf(increase).every((position) => add(position.symbol, marketValue(position)));
  if (!isKnown || !(equity > 0)) return NaN;
  // Rounded, because 1 − 0.95 is a bit more than 0.05, and a rank would move.
  const cutoff = Math.round((1 - level) * 1e12) / 1e12;
  return -measure(moves.sort(), cutoff) / equity;
}
