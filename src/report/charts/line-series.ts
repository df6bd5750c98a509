import type { ChartStyle } from "./chart-theme.ts";
import { decimate } from "./decimate.ts";
import { type Box, rowX } from "./panel.ts";
import { areaPath, linePath } from "./path.ts";
import type { Scale } from "./scale.ts";
import type { SceneNode } from "./scene.ts";

/** A single row is a dash of this many pixels to each side: a dot could be taken for dirt. */
const LONE_ROW = 12;

/** A column as a line; rows beyond what the width can show are left out without changing the picture. */
export function lineSeries(values: Float64Array, box: Box, scale: Scale, style: ChartStyle): SceneNode {
  if (values.length === 1) {
    const x = rowX(box, 1, 0);
    const y = scale.at(values[0]!);
    return { kind: "path", style, d: linePath([x - LONE_ROW, x + LONE_ROW], [y, y]) };
  }
  const rows = decimate(values, columnsOf(box));
  const xs = Array.from(rows, (row) => rowX(box, values.length, row));
  const ys = Array.from(rows, (row) => scale.at(values[row]!));
  return { kind: "path", style, d: linePath(xs, ys) };
}

/** The area between a column and a level. */
export function areaSeries(values: Float64Array, level: number, box: Box, scale: Scale, style: ChartStyle): SceneNode {
  const rows = decimate(values, columnsOf(box)).filter((row) => !Number.isNaN(values[row]!));
  const xs = Array.from(rows, (row) => rowX(box, values.length, row));
  const ys = Array.from(rows, (row) => scale.at(values[row]!));
  const base = xs.map(() => scale.at(level));
  return { kind: "path", style, d: areaPath(xs, base, ys) };
}

/** The band between two columns, by the extremes of each pixel column. */
export function bandSeries(
  low: Float64Array,
  high: Float64Array,
  box: Box,
  scale: Scale,
  style: ChartStyle,
): SceneNode {
  const columns = Math.min(low.length, columnsOf(box));
  const xs: number[] = [];
  const upper: number[] = [];
  const lower: number[] = [];
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((column * low.length) / columns);
    const end = Math.floor(((column + 1) * low.length) / columns);
    let least = Infinity;
    let most = -Infinity;
    for (let i = start; i < end; i++) {
      if (low[i]! < least) least = low[i]!;
      if (high[i]! > most) most = high[i]!;
    }
    if (least > most) continue;
    xs.push(rowX(box, columns, column));
    upper.push(scale.at(most));
    lower.push(scale.at(least));
  }
  return { kind: "path", style, d: areaPath(xs, upper, lower) };
}

function columnsOf(box: Box): number {
  return Math.max(1, Math.floor((box.right - box.left) / 1.5));
}
