import type { ParameterValue } from "../../core/params/parameter.ts";
import type { Dimension } from "../spaces/dimension.ts";

export type ValueRange = readonly [first: ParameterValue, last: ParameterValue];

/** A dimension in few stretches. */
export interface DimensionBins {
  readonly count: number;
  /** A value each: the level itself, or of several levels the one in the middle. */
  readonly values: readonly ParameterValue[];
  /** The first and the last value that lie in each stretch: twice the same where it holds one only. */
  readonly ranges: readonly ValueRange[];
  /** The stretch that a position of the unit interval lies in; −1 for NaN. */
  at(position: number): number;
}

/** One stretch for each level, or `most` of equal width in the unit interval where there are more levels than that. */
export function dimensionBins(dimension: Dimension, most: number): DimensionBins {
  const { size, valueAt, levelAt, positionOf } = dimension;
  if (size <= most) {
    const values = Array.from({ length: size }, (_, k) => levelAt(k));
    const middles = values.map(positionOf);
    return {
      count: size,
      values,
      ranges: values.map((value) => [value, value]),
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
  const at = (position: number) =>
    Number.isNaN(position) ? -1 : Math.min(most - 1, Math.max(0, Math.floor(position * most)));
  const values = Array.from({ length: most }, (_, k) => valueAt((k + 0.5) / most));
  return { count: most, values, ranges: rangesOf(dimension, values, at), at };
}

/** A stretch that no level lies in, as a logarithmic scale has among its small values, holds the level in its middle. */
function rangesOf(
  { size, valueAt, levelAt, positionOf }: Dimension,
  values: readonly ParameterValue[],
  at: DimensionBins["at"],
) {
  const most = values.length;
  if (!Number.isFinite(size)) return values.map((_, k): ValueRange => [valueAt(k / most), valueAt((k + 1) / most)]);
  const ranges: (ValueRange | undefined)[] = values.map(() => undefined);
  for (let index = 0; index < size; index++) {
    const level = levelAt(index);
    const bin = at(positionOf(level));
    ranges[bin] = [ranges[bin]?.[0] ?? level, level];
  }
  return ranges.map((range, k): ValueRange => range ?? [values[k]!, values[k]!]);
}
