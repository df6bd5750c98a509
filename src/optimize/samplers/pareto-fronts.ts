import type { Scores } from "./sampler-core.ts";

/**
 * Whether `a` is nowhere worse than `b` and somewhere better; greater is better, and what failed (null) is worse than
 * anything else.
 */
export function dominates(a: Scores, b: Scores): boolean {
  if (a === null || b === null) return a !== null;
  let isBetter = false;
  for (let k = 0; k < a.length; k++) {
    if (a[k]! < b[k]!) return false;
    if (a[k]! > b[k]!) isBetter = true;
  }
  return isBetter;
}

/**
 * Places of the scores by front: the first front is dominated by none, the second by the first alone, and so on;
 * ascending within a front. Fast non-dominated sort, Deb, Pratap, Agarwal & Meyarivan (2002), section III A.
 */
export function paretoFronts(scores: readonly Scores[]): number[][] {
  const dominated = scores.map(() => [] as number[]);
  const above = scores.map(() => 0);
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j < scores.length; j++) {
      if (!dominates(scores[i]!, scores[j]!)) continue;
      dominated[i]!.push(j);
      above[j]!++;
    }
  }
  const fronts: number[][] = [];
  let front = [...scores.keys()].filter((i) => above[i] === 0);
  while (front.length > 0) {
    fronts.push(front);
    const next: number[] = [];
    for (const i of front) for (const j of dominated[i]!) if (--above[j]! === 0) next.push(j);
    front = next.sort((a, b) => a - b);
  }
  return fronts;
}

/**
 * How much room each member of a front has: the sum over objectives of the distance of its two neighbours, as a share
 * of the front's extent; Infinity at the ends. Deb et al. (2002), section III B.
 */
export function crowdingDistances(scores: readonly Scores[]): Float64Array {
  const distances = new Float64Array(scores.length);
  const width = scores[0]?.length ?? 0;
  for (let k = 0; k < width; k++) {
    const valueAt = (i: number) => scores[i]![k]!;
    const order = [...scores.keys()].sort((a, b) => valueAt(a) - valueAt(b) || a - b);
    const extent = valueAt(order.at(-1)!) - valueAt(order[0]!);
    distances[order[0]!] = Infinity;
    distances[order.at(-1)!] = Infinity;
    if (extent === 0) continue;
    for (let p = 1; p < order.length - 1; p++) {
      distances[order[p]!]! += (valueAt(order[p + 1]!) - valueAt(order[p - 1]!)) / extent;
    }
  }
  return distances;
}

/**
 * Places of the points that no other dominates, ascending; those with an objective that isn't finite are never among
 * them.
 */
export function paretoFront(objectives: readonly (readonly number[])[]): number[] {
  const scores = objectives.map((one) => (one.every(Number.isFinite) ? one : null));
  return (paretoFronts(scores)[0] ?? []).filter((i) => scores[i] !== null);
}
