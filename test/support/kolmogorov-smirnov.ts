/** The largest distance between a sample's distribution and the uniform one, and the chance of one as large. */
export interface UniformityTest {
  readonly distance: number;
  readonly pValue: number;
}

/** Kolmogorov–Smirnov test of uniformity on (0, 1), with Stephens' (1970) correction for the sample's size. */
export function uniformity(sample: readonly number[]): UniformityTest {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  const distance = Math.max(...sorted.map((value, i) => Math.max((i + 1) / n - value, value - i / n)));
  const x = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
  let tail = 0;
  for (let k = 1; k <= 100; k++) tail += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * x * x);
  return { distance, pValue: Math.min(1, Math.max(0, tail)) };
}
