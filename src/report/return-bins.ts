import { quantile } from "../math/quantile.ts";
import { tickStep } from "./charts/ticks.ts";

/** Counts of values in neighbouring intervals of one width. */
export interface Bins {
  /** Lower end of the first bin. */
  readonly start: number;
  readonly step: number;
  /** Bin `i` counts values in [start + i × step, start + (i + 1) × step). */
  readonly counts: Int32Array;
}

const FEWEST = 12;
const MOST = 60;
/** Returns nearer to each other than this differ by rounding only. */
const SMALLEST_RANGE = 1e-12;

/**
 * Bins of a round width near the rule of Freedman & Diaconis (2 × interquartile range / ∛n), from 12 to 60 of them; zero
 * is always an edge, so that no bin mixes gains and losses. Undefined when the values are fewer than two or all equal (to 1e-12).
 */
export function returnBins(values: Float64Array): Bins | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const sorted = Float64Array.from(values).sort();
  const range = sorted[n - 1]! - sorted[0]!;
  if (!(range > SMALLEST_RANGE)) return undefined;
  const width = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / cubeRoot(n);
  const wanted = width > 0 ? range / width : FEWEST;
  const step = tickStep(0, range, Math.min(MOST, Math.max(FEWEST, wanted)));
  const first = Math.floor(sorted[0]! / step);
  const counts = new Int32Array(Math.floor(sorted[n - 1]! / step) - first + 1);
  for (const value of values) counts[Math.floor(value / step) - first]!++;
  return { start: first * step, step, counts };
}

/** Newton's iteration; a bin width needs no last bit. */
function cubeRoot(n: number): number {
  let root = Math.max(1, n / 3);
  for (let i = 0; i < 60; i++) root = (2 * root + n / (root * root)) / 3;
  return root;
}
