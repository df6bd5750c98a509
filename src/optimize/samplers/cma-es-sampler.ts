import { checkInteger } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import { exp } from "../../math/exp.ts";
import { diagonalMatrix, dot } from "../../math/linear-algebra/matrix.ts";
import { symmetricEigen } from "../../math/linear-algebra/symmetric-eigen.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { pow } from "../../math/pow.ts";
import { allowedCube, uniformCube } from "../spaces/allowed-cube.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { type CmaWeights, cmaWeights } from "./cma-weights.ts";
import { createSampler } from "./create-sampler.ts";
import { type Generations, generationalCore } from "./generational-core.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import { bestFirst, singleScore } from "./single-score.ts";

export interface CmaEsSamplerOptions extends SamplerOptions {
  /** Points of a generation before the first restart, at least 4; 4 + ⌊3 ln n⌋ of n dimensions when not given. */
  readonly population?: number | undefined;
}

type CmaState = {
  readonly restarts: number;
  /** Since the last restart. */
  readonly generation: number;
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly covariance: readonly (readonly number[])[];
  readonly sigmaPath: readonly number[];
  readonly covariancePath: readonly number[];
};

const FIRST_SIGMA = 0.3;
/** As wide as the cube: beyond it everything lies outside. */
const LARGEST_SIGMA = 1;
const SMALLEST_SPREAD = 1e-9;
const LARGEST_CONDITION = 1e14;
const INSIDE_ATTEMPTS = 10;

/**
 * Evolution of a normal distribution's mean, size and covariance in the unit cube; learns slopes and valleys that lie
 * across parameters. Points outside the cube are drawn again, then moved to its edge. When the distribution has shrunk
 * to nothing, or a whole generation scored the same, it begins anew elsewhere with twice the population.
 *
 * For numbers; values in a list or on a coarse grid are stretches of the cube to it, and the order of texts means
 * nothing.
 *
 * Hansen (2016), "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772, without negative weights; restarts as in
 * Auger & Hansen (2005), "A restart CMA evolution strategy with increasing population size", IEEE CEC.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function cmaEsSampler(space: SearchSpace, options: CmaEsSamplerOptions = {}): Sampler {
  const { population } = options;
  if (population !== undefined) checkInteger("population", population, 4);
  const core = generationalCore((searched, seed, first) => cmaGenerations(searched, seed, first[0], population));
  return createSampler("cma-es", "one", space, options, { population: population ?? null }, core);
}

function cmaGenerations(
  space: SearchSpace,
  seed: number,
  centre: Float64Array | undefined,
  population: number | undefined,
): Generations<CmaState> {
  const n = space.dimensions.length;
  const weightsOf = ({ restarts }: CmaState) => cmaWeights(n, population, restarts);
  const begin = (restarts: number): CmaState => ({
    restarts,
    generation: 0,
    mean: Array.from(
      restarts === 0
        ? (centre ?? new Float64Array(n).fill(0.5))
        : uniformCube(space, randomStream(seed, `search/cma-es/${restarts}`)),
    ),
    sigma: FIRST_SIGMA,
    covariance: diagonalMatrix(new Float64Array(n).fill(1)).map((row) => Array.from(row)),
    sigmaPath: new Array<number>(n).fill(0),
    covariancePath: new Array<number>(n).fill(0),
  });

  return {
    first: () => begin(0),
    propose(state) {
      const { restarts, generation, mean, sigma, covariance } = state;
      const random = randomStream(seed, `search/cma-es/${restarts}/${generation}`);
      const normal = normalSampler(random);
      const { values, vectors } = symmetricEigen(covariance);
      const draw = () => {
        const cube = Float64Array.from(mean);
        for (const [k, vector] of vectors.entries()) {
          const length = sigma * Math.sqrt(Math.max(0, values[k]!)) * normal();
          for (let d = 0; d < n; d++) cube[d]! += length * vector[d]!;
        }
        return cube;
      };
      const inside = () => {
        let cube = draw();
        for (let k = 1; k < INSIDE_ATTEMPTS && !cube.every(isInUnit); k++) cube = draw();
        return cube.map((x) => Math.min(1, Math.max(0, x)));
      };
      const isFirst = restarts === 0 && generation === 0;
      return Array.from({ length: weightsOf(state).population }, (_, k) => ({
        cube: isFirst && k === 0 && centre !== undefined ? centre : allowedCube(space, random, inside),
        share: 1,
      }));
    },
    advance(state, proposals, scores) {
      const single = scores.map(singleScore);
      const ranked = bestFirst(single).map((i) => proposals[i]!.cube);
      const next = updated(state, ranked, weightsOf(state));
      return isStuck(next, single) ? begin(state.restarts + 1) : next;
    },
  };
}

function isInUnit(x: number): boolean {
  return x >= 0 && x <= 1;
}

function isStuck({ sigma, covariance }: CmaState, scores: readonly number[]): boolean {
  if (scores.every((score) => score === scores[0])) return true;
  const { values } = symmetricEigen(covariance);
  const largest = values.at(-1)!;
  const smallest = values[0]!;
  return !(smallest > 0 && largest / smallest < LARGEST_CONDITION && sigma * Math.sqrt(largest) > SMALLEST_SPREAD);
}

/** The distribution after a generation, in the tutorial's order: mean, path and size, path and covariance. */
function updated(state: CmaState, ranked: readonly ArrayLike<number>[], weights: CmaWeights): CmaState {
  const { mean, sigma, generation } = state;
  const { parents, effective, sigmaRate, sigmaDamping, pathRate, rankOne, rankMu, expectedLength } = weights;
  const n = mean.length;
  const steps = Array.from(parents, (_, k) => Float64Array.from(mean, (m, d) => (ranked[k]![d]! - m) / sigma));
  const step = Float64Array.from(mean, (_, d) => steps.reduce((sum, y, k) => sum + parents[k]! * y[d]!, 0));

  const { values, vectors } = symmetricEigen(state.covariance);
  const whitened = new Float64Array(n);
  for (const [k, vector] of vectors.entries()) {
    const part = dot(vector, step) / Math.sqrt(Math.max(values[k]!, 1e-300));
    for (let d = 0; d < n; d++) whitened[d]! += part * vector[d]!;
  }
  const sigmaGain = Math.sqrt(sigmaRate * (2 - sigmaRate) * effective);
  const sigmaPath = state.sigmaPath.map((p, d) => (1 - sigmaRate) * p + sigmaGain * whitened[d]!);
  const length = Math.sqrt(dot(sigmaPath, sigmaPath));
  const settled = Math.sqrt(1 - pow(1 - sigmaRate, 2 * (generation + 1)));
  const isSteady = length / settled < (1.4 + 2 / (n + 1)) * expectedLength;

  const pathGain = isSteady ? Math.sqrt(pathRate * (2 - pathRate) * effective) : 0;
  const covariancePath = state.covariancePath.map((p, d) => (1 - pathRate) * p + pathGain * step[d]!);
  const kept = 1 - rankOne - rankMu + (isSteady ? 0 : rankOne * pathRate * (2 - pathRate));
  const covariance = state.covariance.map((row, i) =>
    row.map((c, j) => {
      // The lower triangle is the upper one's mirror: sums in one order keep it symmetric to the bit.
      const [a, b] = i < j ? [i, j] : [j, i];
      const spread = steps.reduce((sum, y, k) => sum + parents[k]! * (y[a]! * y[b]!), 0);
      return kept * c + rankOne * (covariancePath[a]! * covariancePath[b]!) + rankMu * spread;
    }),
  );
  return {
    restarts: state.restarts,
    generation: generation + 1,
    mean: mean.map((m, d) => m + sigma * step[d]!),
    sigma: Math.min(LARGEST_SIGMA, sigma * exp((sigmaRate / sigmaDamping) * (length / expectedLength - 1))),
    covariance,
    sigmaPath,
    covariancePath,
  };
}
