import type { Dimension } from "../spaces/dimension.ts";
import type { SearchSpace } from "../spaces/search-space.ts";

/**
 * The points of the full grid in declared order, the last dimension first to change; of a continuous dimension as many
 * as `points` says at its place.
 */
export function gridCubes(space: SearchSpace, points: readonly number[]): Iterable<Float64Array> {
  const axes = space.dimensions.map((dimension, i) => positionsOf(dimension, points[i] ?? 1));
  return {
    *[Symbol.iterator]() {
      const digits = axes.map(() => 0);
      for (let place = 0; place >= 0; ) {
        yield Float64Array.from(axes, (axis, i) => axis[digits[i]!]!);
        for (place = axes.length - 1; place >= 0 && ++digits[place]! === axes[place]!.length; place--)
          digits[place] = 0;
      }
    },
  };
}

function positionsOf({ size, positionOf, levelAt }: Dimension, points: number): Float64Array {
  if (Number.isFinite(size)) return Float64Array.from({ length: size }, (_, k) => positionOf(levelAt(k)));
  return Float64Array.from({ length: points }, (_, k) => (points === 1 ? 0.5 : k / (points - 1)));
}
