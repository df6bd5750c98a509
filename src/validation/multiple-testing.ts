/**
 * p-values adjusted for the number of tests made: each is comparable with the significance level as if it were the
 * only one. All functions return a new column in the order of the input, at most 1; NaN inputs stay NaN and aren't
 * counted as tests.
 *
 * Bonferroni and Holm bound the chance of even one false discovery; the other two bound the expected share of false
 * ones among the discoveries.
 */

/**
 * Bonferroni: `min(1, m·p)`. Holds for tests that depend on each other in any way.
 *
 * @example bonferroni([0.01, 0.04, 0.03]) // [0.03, 0.12, 0.09]
 */
export function bonferroni(pValues: ArrayLike<number>): Float64Array {
  const { order } = ascending(pValues);
  return Float64Array.from(pValues, (p) => (Number.isNaN(p) ? NaN : Math.min(1, order.length * p)));
}

/**
 * Holm (1979), "A simple sequentially rejective multiple test procedure": the k-th smallest of m p-values times
 * m − k + 1, never below the one before. Like Bonferroni it needs no independence, and is never larger.
 *
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]: 3·0.01, 2·0.03, and 1·0.04 raised to the one before
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const { order, adjusted } = ascending(pValues);
  const m = order.length;
  let highest = 0;
  for (let k = 0; k < m; k++) {
    highest = Math.max(highest, Math.min(1, (m - k) * pValues[order[k]!]!));
    adjusted[order[k]!] = highest;
  }
  return adjusted;
}

/**
 * Benjamini & Hochberg (1995), "Controlling the false discovery rate": the k-th smallest of m p-values times m / k,
 * never above the one after. Needs tests that are independent or positively dependent.
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]: 3/1·0.01, 3/3·0.04, and 3/2·0.03 lowered to the one after
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  return falseDiscovery(pValues, () => 1);
}

/**
 * Benjamini & Yekutieli (2001), "The control of the false discovery rate in multiple testing under dependency" (BHY in
 * Harvey & Liu): as Benjamini & Hochberg times `1 + 1/2 + … + 1/m`, which makes it hold under any dependence.
 *
 * @example benjaminiYekutieli([0.01, 0.04, 0.03]) // [0.055, 0.073, 0.073]: those of Benjamini & Hochberg times 1 + 1/2 + 1/3
 */
export function benjaminiYekutieli(pValues: ArrayLike<number>): Float64Array {
  return falseDiscovery(pValues, (m) => {
    let harmonic = 0;
    for (let k = m; k >= 1; k--) harmonic += 1 / k;
    return harmonic;
  });
}

function falseDiscovery(pValues: ArrayLike<number>, factor: (tests: number) => number): Float64Array {
  const { order, adjusted } = ascending(pValues);
  const m = order.length;
  const penalty = factor(m);
  let lowest = 1;
  for (let k = m; k >= 1; k--) {
    lowest = Math.min(lowest, (penalty * m * pValues[order[k - 1]!]!) / k);
    adjusted[order[k - 1]!] = lowest;
  }
  return adjusted;
}

/** Positions of the p-values that aren't NaN, the smallest first, and a column of NaN to fill. */
function ascending(pValues: ArrayLike<number>): { readonly order: readonly number[]; readonly adjusted: Float64Array } {
  const order: number[] = [];
  for (let i = 0; i < pValues.length; i++) if (!Number.isNaN(pValues[i]!)) order.push(i);
  order.sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  return { order, adjusted: new Float64Array(pValues.length).fill(NaN) };
}
