/**
 * Sum with Neumaier's compensation: as exact as if added with twice the digits and rounded once, whatever the order
 * of large and small values. NaN where a value is NaN; infinities as with plain addition; 0 without values.
 *
 * Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen".
 *
 * @param values any unit; the sum has the same
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // An infinite total makes the compensation NaN (∞ − ∞).
  return Number.isNaN(lost) ? total : total + lost;
}
