import type { RandomStream } from "../../core/random.ts";
import { exp } from "../../math/exp.ts";
import { cholesky, solveCholesky, solveLower } from "../../math/linear-algebra/cholesky.ts";
import { dot, zeroMatrix } from "../../math/linear-algebra/matrix.ts";
import { log } from "../../math/log.ts";
import { mean, standardDeviation } from "../../math/moments.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import type { Dimension } from "../spaces/dimension.ts";

/** How far apart points may lie and still tell about each other, and how much of the values is noise. */
export interface Smoothness {
  /** Per dimension, of the unit cube; of unordered values: how little it matters that they differ. */
  readonly lengths: readonly number[];
  /** Variance of the noise, as a multiple of the values' own. */
  readonly noise: number;
}

/** What is believed of the values at a point. */
export interface Belief {
  readonly mean: number;
  readonly deviation: number;
}

export interface GaussianProcess {
  at(cube: ArrayLike<number>): Belief;
}

const LEAST_NOISE = 1e-6;
const MOST_NOISE = 1;
const SHORTEST = 0.02;
const LONGEST = 10;
const SQRT_5 = 2.23606797749979;
const START_LENGTHS = [0.15, 0.4, 1, 2.5];
const START_NOISES = [1e-6, 1e-3, 1e-1];
const REFINEMENTS = 30;

/** The correlation of two points by Matérn's function with ν = 5/2; Rasmussen & Williams (2006), equation 4.17. */
export function matern52(distance: number): number {
  const scaled = SQRT_5 * distance;
  return (1 + scaled + (scaled * scaled) / 3) * exp(-scaled);
}

/** Distance of two points, each dimension in its own lengths; unordered values are equal or one length apart. */
function distanceBetween(
  dimensions: readonly Dimension[],
  lengths: readonly number[],
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  let squares = 0;
  for (let d = 0; d < dimensions.length; d++) {
    const { isOrdered, size } = dimensions[d]!;
    const apart = isOrdered ? a[d]! - b[d]! : Number(Math.floor(a[d]! * size) !== Math.floor(b[d]! * size));
    const scaled = apart / lengths[d]!;
    squares += scaled * scaled;
  }
  return Math.sqrt(squares);
}

/**
 * A Gaussian process through the values at some points: constant mean, Matérn 5/2 correlation with a length for each
 * dimension. Its variance is the one under which the values are likeliest.
 *
 * Rasmussen & Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1.
 *
 * @param values at least two, one per cube
 */
export function gaussianProcess(
  dimensions: readonly Dimension[],
  cubes: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  smoothness: Smoothness,
): GaussianProcess {
  const { lengths } = smoothness;
  const { centre, scale, scaled } = standardised(values);
  const lower = factorOf(dimensions, cubes, smoothness);
  const weights = solveCholesky(lower, scaled);
  const variance = Math.max(1e-12, dot(scaled, weights) / scaled.length);
  return {
    at(cube) {
      const near = Float64Array.from(cubes, (other) => matern52(distanceBetween(dimensions, lengths, cube, other)));
      const known = solveLower(lower, near);
      const unknown = Math.max(0, 1 - dot(known, known));
      return { mean: centre + scale * dot(near, weights), deviation: scale * Math.sqrt(variance * unknown) };
    },
  };
}

/**
 * The smoothness under which the values are likeliest, by a small search: a few that are the same in all dimensions,
 * then random steps from the best, ever shorter. A weak preference for lengths about the size of the cube keeps
 * dimensions that say nothing yet in bounds.
 */
export function likeliestSmoothness(
  dimensions: readonly Dimension[],
  cubes: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  random: RandomStream,
): Smoothness {
  const { scaled } = standardised(values);
  const n = scaled.length;
  const likelihoodOf = (smoothness: Smoothness): number => {
    const lower = factorOf(dimensions, cubes, smoothness);
    const variance = Math.max(1e-12, dot(scaled, solveCholesky(lower, scaled)) / n);
    const logs = lower.reduce((sum, row, i) => sum + log(row[i]!), 0);
    const preference = smoothness.lengths.reduce((sum, length) => sum + log(length) * log(length), 0);
    return -0.5 * n * log(variance) - logs - 0.1 * preference;
  };
  let best: Smoothness = { lengths: dimensions.map(() => 0.4), noise: 1e-3 };
  let most = -Infinity;
  const offer = (smoothness: Smoothness) => {
    const likelihood = likelihoodOf(smoothness);
    if (!(likelihood > most)) return;
    most = likelihood;
    best = smoothness;
  };
  for (const length of START_LENGTHS) {
    for (const noise of START_NOISES) offer({ lengths: dimensions.map(() => length), noise });
  }
  const normal = normalSampler(random);
  for (let k = 0; k < REFINEMENTS; k++) {
    const step = 1 - (0.85 * k) / REFINEMENTS;
    offer({
      lengths: best.lengths.map((length) => within(length * exp(step * normal()), SHORTEST, LONGEST)),
      noise: within(best.noise * exp(2 * step * normal()), LEAST_NOISE, MOST_NOISE),
    });
  }
  return best;
}

/** Cholesky's factor of the correlations; noise grows until there is one. */
function factorOf(
  dimensions: readonly Dimension[],
  cubes: readonly ArrayLike<number>[],
  { lengths, noise }: Smoothness,
): readonly Float64Array[] {
  const correlations = zeroMatrix(cubes.length);
  for (let i = 0; i < cubes.length; i++) {
    for (let j = 0; j < i; j++) {
      correlations[i]![j] = matern52(distanceBetween(dimensions, lengths, cubes[i]!, cubes[j]!));
    }
  }
  for (let extra = noise; ; extra *= 10) {
    for (let i = 0; i < cubes.length; i++) correlations[i]![i] = 1 + extra;
    const factor = cholesky(correlations);
    if (factor.isPositiveDefinite) return factor.lower;
  }
}

function standardised(values: ArrayLike<number>): { centre: number; scale: number; scaled: Float64Array } {
  const column = Float64Array.from(values);
  const centre = mean(column);
  const deviation = standardDeviation(column, 1);
  const scale = deviation > 0 ? deviation : 1;
  return { centre, scale, scaled: column.map((value) => (value - centre) / scale) };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
