import { CompensatedSum } from "./compensated-sum.ts";

/**
 * Lower partial moment: the mean over *all* values of `(threshold − value)^order` where the value is below the
 * threshold, else 0. Order 0 is the share of values below it, 1 the mean shortfall, 2 the downside variance. In the
 * unit of `values` to that order. NaN without values, or with a NaN.
 *
 * Bawa (1975), "Optimal rules for ordering uncertain prospects"; Fishburn (1977).
 */
export function lowerPartialMoment(values: ArrayLike<number>, threshold: number, order: 0 | 1 | 2 | 3): number {
  return partialMoment(values, threshold, order, -1);
}

/** As `lowerPartialMoment`, of `(value − threshold)^order` where the value is above the threshold. */
export function upperPartialMoment(values: ArrayLike<number>, threshold: number, order: 0 | 1 | 2 | 3): number {
  return partialMoment(values, threshold, order, 1);
}

function partialMoment(values: ArrayLike<number>, threshold: number, order: 0 | 1 | 2 | 3, side: 1 | -1): number {
  const n = values.length;
  if (n === 0) return NaN;
  const total = new CompensatedSum();
  for (let i = 0; i < n; i++) {
    const beyond = side * (values[i]! - threshold);
    if (Number.isNaN(beyond)) return NaN;
    if (beyond > 0)
      total.add(order === 0 ? 1 : order === 1 ? beyond : order === 2 ? beyond * beyond : beyond * beyond * beyond);
  }
  return total.total / n;
}
