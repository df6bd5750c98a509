import { checkLength } from "../../core/checks.ts";

/**
 * Area that two objectives of some points dominate above a reference point: the union of the rectangles between it and
 * each point; greater is better in both. Points that aren't above it in both, or aren't finite, add nothing.
 *
 * Zitzler & Thiele (1999), "Multiobjective evolutionary algorithms", IEEE Transactions on Evolutionary Computation 3.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH unless each has two objectives
 */
export function hypervolume(objectives: readonly (readonly number[])[], reference: readonly [number, number]): number {
  for (const [i, one] of objectives.entries()) checkLength(`objectives[${i}]`, one, 2);
  const points = objectives
    .filter(([x = NaN, y = NaN]) => x > reference[0] && y > reference[1] && x < Infinity && y < Infinity)
    .sort((a, b) => b[0]! - a[0]!);
  let area = 0;
  let height = reference[1];
  for (const [x, y] of points) {
    if (y! <= height) continue;
    area += (x! - reference[0]) * (y! - height);
    height = y!;
  }
  return area;
}
