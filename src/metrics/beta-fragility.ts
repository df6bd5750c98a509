import { presentPairs } from "../math/present-values.ts";

/**
 * Fragility heuristic: how much the returns bend downwards in the benchmark's extremes. With the rows sorted by the
 * benchmark (equal ones keep their order), first, middle and last row: `w₁ r_first + w₂ r_last − r_middle`, weights by
 * the middle's distance from either end (½ and ½ when there is none). A fraction; below 0 is fragile. Rows in which
 * either is NaN are left out; NaN with fewer than three rows.
 *
 * Taleb, Canetti, Kinda, Loukoianova & Schmieder (2012), IMF Working Paper 12/216; follows empyrical's
 * `beta_fragility_heuristic`, whose middle is row n / 2 rounded half to even.
 *
 * @param returns simple returns per period, fractions
 * @param benchmark the benchmark's returns over the same periods
 * @throws {BacksightError} BACKSIGHT_LENGTH when the columns differ in length
 */
export function betaFragility(returns: Float64Array, benchmark: Float64Array): number {
  const [r, b] = presentPairs(returns, benchmark);
  const n = r.length;
  if (n < 3) return NaN;
  const rows = Array.from(r, (_, i) => i).sort((i, j) => b[i]! - b[j]!);
  const first = rows[0]!;
  const middle = rows[halfToEven(n)]!;
  const last = rows[n - 1]!;
  const range = b[last]! - b[first]!;
  const firstWeight = range === 0 ? 0.5 : (b[middle]! - b[first]!) / range;
  const lastWeight = range === 0 ? 0.5 : (b[last]! - b[middle]!) / range;
  return firstWeight * r[first]! + lastWeight * r[last]! - r[middle]!;
}

/** n / 2, rounded to the even neighbour when it lies between two integers. */
function halfToEven(n: number): number {
  const half = Math.floor(n / 2);
  return n % 2 === 0 || half % 2 === 0 ? half : half + 1;
}
