import { quantile } from "../../math/quantile.ts";
import type { Dimension } from "../spaces/dimension.ts";
import type { Landscape, LandscapePoint } from "./landscape.ts";

/** How flat the ground is around a point. */
export interface Plateau {
  /** Points with a rank that were judged around it. */
  readonly neighbours: number;
  readonly own: number;
  /** Of the neighbours' scores; NaN without neighbours. */
  readonly mean: number;
  readonly worst: number;
  /** Of all scores. */
  readonly median: number;
  /** (mean − median) / (own − median); NaN without neighbours, or where the point is no better than the median. */
  readonly score: number;
}

/** A neighbour is one level away, or a twentieth of the range where that is more. */
const REACH = 0.05;

/**
 * The plateau score of a point: how much of its lead over the median of all points its neighbours keep. 1: they do as
 * well, and the choice among them doesn't matter; 0: next door it is no better than anywhere; below 0: worse. A lonely
 * peak is what a search finds in noise. Neighbours are the judged points at most one level away along every ordered
 * parameter (a twentieth of the range where that is more) and equal in all others.
 */
export function plateauScore({ dimensions, points }: Landscape, point: LandscapePoint): Plateau {
  const ranked = points.filter(({ score }) => Number.isFinite(score));
  const scores = Float64Array.from(ranked, ({ score }) => score);
  const near = ranked.filter((other) => other !== point && isNear(dimensions, point.cube, other.cube));
  const median = quantile(scores, 0.5);
  const mean = near.reduce((sum, { score }) => sum + score, 0) / near.length;
  const lead = point.score - median;
  return {
    neighbours: near.length,
    own: point.score,
    mean,
    worst: near.length === 0 ? NaN : near.reduce((least, { score }) => Math.min(least, score), Infinity),
    median,
    score: lead > 0 ? (mean - median) / lead : NaN,
  };
}

function isNear(dimensions: readonly Dimension[], a: Float64Array, b: Float64Array): boolean {
  let isSame = true;
  for (const [d, dimension] of dimensions.entries()) {
    const [x, y] = [a[d]!, b[d]!];
    if (Number.isNaN(x) !== Number.isNaN(y)) return false;
    if (Number.isNaN(x) || x === y) continue;
    if (!dimension.isOrdered || Math.abs(x - y) > reachAt(dimension, x, y)) return false;
    isSame = false;
  }
  return !isSame;
}

/** From the upper position one level down, whatever the scale: levels of a logarithmic one lie closer the higher. */
function reachAt({ size, levelAt, positionOf }: Dimension, x: number, y: number): number {
  if (!Number.isFinite(size)) return REACH;
  if (size < 2) return 0;
  const low = Math.min(x, y);
  let [from, to] = [0, size - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (positionOf(levelAt(middle)) < low - 1e-12) from = middle + 1;
    else to = middle;
  }
  const next = Math.min(size - 1, from + 1);
  return Math.max(REACH, positionOf(levelAt(next)) - low + 1e-12);
}
