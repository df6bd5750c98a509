import type { ParameterValue } from "../../core/params/parameter.ts";
import type { Dimension } from "../spaces/dimension.ts";

/** A dimension in few stretches. */
export interface DimensionBins {
  readonly count: number;
  /** A value each: the level itself, or of several levels the one in the middle. */
  readonly values: readonly ParameterValue[];
  /** The stretch that a position of the unit interval lies in; −1 for NaN. */
  at(position: number): number;
}

/** One stretch for each level, or `most` of equal width in the unit interval where there are more levels than that. */
export function dimensionBins({ size, valueAt, levelAt, positionOf }: Dimension, most: number): DimensionBins {
  if (size <= most) {
    const values = Array.from({ length: size }, (_, k) => levelAt(k));
    const middles = values.map(positionOf);
    return {
      count: size,
      values,
      at(position) {
        let nearest = -1;
        let distance = Infinity;
        for (let k = 0; k < size; k++) {
          const away = Math.abs(position - middles[k]!);
          if (away < distance) [nearest, distance] = [k, away];
        }
        return nearest;
      },
    };
  }
  return {
    count: most,
    values: Array.from({ length: most }, (_, k) => valueAt((k + 0.5) / most)),
    at: (position) => (Number.isNaN(position) ? -1 : Math.min(most - 1, Math.max(0, Math.floor(position * most)))),
  };
}
