import { paramsKey } from "./params-key.ts";
import type { Params, SearchSpace } from "./search-space.ts";

/** A step along a continuous range, as a share of it. */
const CONTINUOUS_STEP = 0.05;

/**
 * The allowed points one step away from a point, up or down along each ordered parameter: the next value of a stepped
 * range or list, a twentieth of a continuous range. Truths and choices have no neighbours. In declared order, down
 * before up; none twice, never the point itself.
 */
export function neighboursOf(space: SearchSpace, params: Params): Params[] {
  const cube = space.cubeOf(params);
  const seen = new Set([paramsKey(params)]);
  const neighbours: Params[] = [];
  for (const [d, { isOrdered, size, levelAt, positionOf }] of space.dimensions.entries()) {
    const at = cube[d]!;
    if (!isOrdered || Number.isNaN(at)) continue;
    for (const direction of [-1, 1]) {
      let position: number;
      if (Number.isFinite(size)) {
        const level = levelOf(params[space.dimensions[d]!.name]!, size, levelAt) + direction;
        if (level < 0 || level >= size) continue;
        position = positionOf(levelAt(level));
      } else {
        position = at + direction * CONTINUOUS_STEP;
        if (position < 0 || position > 1) continue;
      }
      const moved = cube.map((x) => (Number.isNaN(x) ? 0.5 : x));
      moved[d] = position;
      const neighbour = space.paramsAt(moved);
      const key = paramsKey(neighbour);
      if (seen.has(key) || !space.isAllowed(neighbour)) continue;
      seen.add(key);
      neighbours.push(neighbour);
    }
  }
  return neighbours;
}

/** The place of a value among the levels, which ascend. */
function levelOf(value: unknown, size: number, levelAt: (index: number) => unknown): number {
  let [low, high] = [0, size - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levelAt(middle) as number) < (value as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
