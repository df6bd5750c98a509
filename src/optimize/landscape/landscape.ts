import type { Dimension } from "../spaces/dimension.ts";
import type { Params, SearchSpace } from "../spaces/search-space.ts";

/** A judged point of a search space. */
export interface LandscapePoint {
  readonly params: Params;
  /** Where it lies in the unit cube; NaN along parameters whose value isn't searched. */
  readonly cube: Float64Array;
  /** By its own row, greater is better; NaN where it has no rank. */
  readonly score: number;
}

/** What a search has seen of its space. */
export interface Landscape {
  readonly dimensions: readonly Dimension[];
  readonly points: readonly LandscapePoint[];
}

/** Points in their order, each at its place in the cube. */
export function landscapeOf(
  space: SearchSpace,
  judged: readonly { readonly params: Params; readonly score: number }[],
): Landscape {
  const points = judged.map(({ params, score }) => ({ params, score, cube: space.cubeOf(params) }));
  return { dimensions: space.dimensions, points };
}

/** The point with the greatest score, the first of equal ones; undefined when none has a rank. */
export function bestPoint({ points }: Landscape): LandscapePoint | undefined {
  let best: LandscapePoint | undefined;
  for (const point of points) if (point.score > (best?.score ?? -Infinity)) best = point;
  return best;
}
