import type { ParameterValue } from "../../core/params/parameter.ts";
import { exp } from "../../math/exp.ts";
import { log } from "../../math/log.ts";

/** One searched parameter, as a stretch of the unit interval. */
export interface Dimension {
  readonly name: string;
  /** False where the order of the values means nothing: truths and texts. */
  readonly isOrdered: boolean;
  /** Number of distinct values; Infinity for a continuous range. */
  readonly size: number;
  /** The value at a position from 0 to 1; positions outside count as the nearest end. */
  valueAt(position: number): ParameterValue;
  /**
   * A position at which the value lies: of one of finitely many the middle of its stretch. NaN for values that aren't
   * searched.
   */
  positionOf(value: ParameterValue): number;
  /** The value number `index` of finitely many, in ascending or given order. */
  levelAt(index: number): ParameterValue;
}

/** Every number from `min` to `max`, on a linear or logarithmic scale. */
export function continuousDimension(name: string, min: number, max: number, isLog: boolean): Dimension {
  const low = isLog ? log(min) : min;
  const width = (isLog ? log(max) : max) - low;
  return {
    name,
    isOrdered: true,
    size: min === max ? 1 : Infinity,
    valueAt(position) {
      if (position <= 0) return min;
      if (position >= 1) return max;
      const value = low + position * width;
      return Math.min(max, Math.max(min, isLog ? exp(value) : value));
    },
    positionOf(value) {
      if (typeof value !== "number" || !(value >= min && value <= max)) return NaN;
      return width === 0 ? 0.5 : Math.min(1, Math.max(0, ((isLog ? log(value) : value) - low) / width));
    },
    levelAt: () => min,
  };
}

/**
 * The numbers `min`, `min + step`, … up to `max`, each the double nearest to its decimal text. Every value has a
 * stretch of the same width, on a logarithmic scale of the same share of its own size.
 */
export function steppedDimension(name: string, min: number, max: number, step: number, isLog: boolean): Dimension {
  const scale = decimalScale(min, step);
  const first = scale === null ? min : Math.round(min * scale);
  const distance = scale === null ? step : Math.round(step * scale);
  const size = Math.floor((max - min) / step + 1e-9) + 1;
  const levelAt = (index: number) => Math.min(max, (first + index * distance) / (scale ?? 1));
  const low = isLog ? log(Math.max(min - step / 2, min / 2)) : 0;
  const width = isLog ? log(levelAt(size - 1) + step / 2) - low : 0;
  const indexAt = (position: number) => {
    const index = isLog ? Math.round((exp(low + position * width) - min) / step) : Math.floor(position * size);
    return Math.min(size - 1, Math.max(0, index));
  };
  return {
    name,
    isOrdered: true,
    size,
    valueAt: (position) => levelAt(indexAt(position)),
    positionOf(value) {
      if (typeof value !== "number") return NaN;
      const index = Math.round((value - min) / step);
      if (!(index >= 0 && index < size && levelAt(index) === value)) return NaN;
      if (!isLog) return (index + 0.5) / size;
      const from = index === 0 ? low : log(value - step / 2);
      return (0.5 * (from + log(value + step / 2)) - low) / width;
    },
    levelAt,
  };
}

/** Values as given, each with a stretch of the same width. */
export function listedDimension(name: string, values: readonly ParameterValue[], isOrdered: boolean): Dimension {
  const size = values.length;
  return {
    name,
    isOrdered,
    size,
    valueAt: (position) => values[Math.min(size - 1, Math.max(0, Math.floor(position * size)))]!,
    positionOf(value) {
      const index = values.indexOf(value);
      return index < 0 ? NaN : (index + 0.5) / size;
    },
    levelAt: (index) => values[index]!,
  };
}

/** The least power of ten that makes both whole, up to 10¹²; null when none does. */
function decimalScale(a: number, b: number): number | null {
  for (let scale = 1; scale <= 1e12; scale *= 10) {
    if (isWhole(a, scale) && isWhole(b, scale)) return scale;
  }
  return null;
}

function isWhole(value: number, scale: number): boolean {
  const whole = Math.round(value * scale);
  return Math.abs(whole) <= Number.MAX_SAFE_INTEGER && whole / scale === value;
}
