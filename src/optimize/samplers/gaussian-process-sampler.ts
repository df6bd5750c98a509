import type { Json } from "../../core/canonical-json.ts";
import { checkInteger } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import { log1p } from "../../math/log1p.ts";
import { normalSampler } from "../../math/normal-sampler.ts";
import { allowedCube, uniformCube } from "../spaces/allowed-cube.ts";
import { paramsKey } from "../spaces/params-key.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import { logExpectedImprovement } from "./expected-improvement.ts";
import { gaussianProcess, likeliestSmoothness, type Smoothness } from "./gaussian-process.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import type { CoreFactory, Scores } from "./sampler-core.ts";
import { bestFirst, singleScore } from "./single-score.ts";

export interface GaussianProcessSamplerOptions extends SamplerOptions {
  /** Uniform points before the first model, at least 2; 10 when not given. */
  readonly startup?: number | undefined;
}

type Observation = { readonly cube: readonly number[]; readonly scores: Scores };

/** Points that a model is made of, and those that its smoothness is found by. */
const MOST_POINTS = 500;
const SMOOTHNESS_POINTS = 120;
const UNIFORM_CANDIDATES = 64;
const NEAR_CANDIDATES = 32;
/** Rounds of steps from the most promising candidate, each round's steps half as long. */
const ROUNDS = 8;
const STEPS = 12;
const FIRST_STEP = 0.1;
const NEW_POINT_ATTEMPTS = 100;

/**
 * Bayesian search by a Gaussian process: what was told becomes a smooth surface with its uncertainty, and the next point
 * is the one where the best so far is expected to be beaten by most. Scores below their median enter by
 * the logarithm of the distance, so that a few disastrous ones don't flatten the rest; what failed counts as the worst. Points not told yet are believed
 * to score what the surface says. Of more than 500 points the best half and the latest half make the surface.
 *
 * Jones, Schonlau & Welch (1998), "Efficient Global Optimization of Expensive Black-Box Functions", Journal of Global
 * Optimization 13; Snoek, Larochelle & Adams (2012), "Practical Bayesian Optimization of Machine Learning Algorithms",
 * NeurIPS 25, for the Matérn 5/2 kernel; Ginsbourger, Le Riche & Carraro (2010) for points under way.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function gaussianProcessSampler(space: SearchSpace, options: GaussianProcessSamplerOptions = {}): Sampler {
  const { startup = 10 } = options;
  checkInteger("startup", startup, 2);
  return createSampler("gaussian-process", "one", space, options, { startup }, processCore(startup));
}

function processCore(startup: number): CoreFactory {
  return (space, seed, saved, first) => {
    const { dimensions } = space;
    const observed = [...((saved as readonly Observation[] | undefined) ?? [])];
    const isRepeatable = !Number.isFinite(space.size);
    const keyAt = (cube: ArrayLike<number>) => paramsKey(space.paramsAt(cube));
    const tried = new Set(isRepeatable ? [] : observed.map(({ cube }) => keyAt(cube)));
    const isNew = (cube: ArrayLike<number>) => isRepeatable || !tried.has(keyAt(cube));
    /** The middle of the stretch of the cube that means the same; where a parameter isn't active, the middle of all. */
    const settled = (cube: ArrayLike<number>) =>
      space.cubeOf(space.paramsAt(cube)).map((x) => (Number.isNaN(x) ? 0.5 : x));
    let found: { readonly count: number; readonly smoothness: Smoothness } | null = null;

    /** Found anew when a tenth more was told, by what was told then: the same after a resume. */
    function smoothnessNow(): Smoothness {
      let count = startup;
      for (let next = count; next <= observed.length; next = Math.ceil(1.1 * next)) count = next;
      if (found?.count !== count) {
        const random = randomStream(seed, `search/gaussian-process/smoothness/${count}`);
        const { cubes, values } = surfaceOf(observed.slice(0, count), SMOOTHNESS_POINTS);
        found = { count, smoothness: likeliestSmoothness(dimensions, cubes, values, random) };
      }
      return found.smoothness;
    }

    return {
      batch: 1,
      next(id, pending) {
        if (id < first.length) return { cube: first[id]!, share: 1 };
        const random = randomStream(seed, `search/gaussian-process/${id}`);
        for (const { cube } of pending.values()) if (!isRepeatable) tried.add(keyAt(cube));
        const uniform = () => uniformCube(space, random);
        const draw = (propose: () => Float64Array) => settled(allowedCube(space, random, propose));
        let best: Float64Array | null = null;
        let most = -Infinity;
        if (observed.length >= startup && observed.some(({ scores }) => scores !== null)) {
          const smoothness = smoothnessNow();
          const { cubes, values, best: bestCube, bestValue } = surfaceOf(observed, MOST_POINTS);
          let surface = gaussianProcess(dimensions, cubes, values, smoothness);
          const open = Array.from(pending.values(), ({ cube }) => cube);
          if (open.length > 0) {
            const believed = open.map((cube) => surface.at(cube).mean);
            surface = gaussianProcess(dimensions, [...cubes, ...open], [...values, ...believed], smoothness);
          }
          const normal = normalSampler(random);
          const offer = (cube: Float64Array) => {
            if (!isNew(cube)) return;
            const { mean, deviation } = surface.at(cube);
            const promise = logExpectedImprovement(mean, deviation, bestValue);
            if (promise <= most) return;
            most = promise;
            best = cube;
          };
          /** A step from a point: of all coordinates or of about one of them; an unordered one is drawn anew. */
          const stepFrom = (from: ArrayLike<number>, length: number) => () => {
            const share = random.uniform() < 0.5 ? 1 : 1 / dimensions.length;
            return Float64Array.from(dimensions, ({ isOrdered, size }, d) => {
              if (random.uniform() >= share) return from[d]!;
              if (!isOrdered) return random.uniform() < 0.5 ? random.uniform() : from[d]!;
              const least = Number.isFinite(size) ? 1 / size : 0;
              return reflected(from[d]! + Math.max(length, least) * normal());
            });
          };
          for (let k = 0; k < UNIFORM_CANDIDATES; k++) offer(draw(uniform));
          for (let k = 0; k < NEAR_CANDIDATES; k++) offer(draw(stepFrom(bestCube, k % 2 === 0 ? FIRST_STEP : 0.01)));
          for (let round = 0, length = FIRST_STEP; round < ROUNDS && best !== null; round++, length /= 2) {
            const from: Float64Array = best;
            for (let k = 0; k < STEPS; k++) offer(draw(stepFrom(from, length)));
          }
        }
        best ??= draw(uniform);
        for (let k = 0; k < NEW_POINT_ATTEMPTS && !isNew(best); k++) best = draw(uniform);
        return { cube: best, share: 1 };
      },
      record(_id, { cube }, scores) {
        observed.push({ cube: Array.from(cube), scores });
        if (!isRepeatable) tried.add(keyAt(cube));
      },
      save: (): Json => [...observed],
    };
  };
}

interface Surface {
  readonly cubes: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly best: readonly number[];
  readonly bestValue: number;
}

/** Of more than `most` points the best half and the latest of the others. */
function surfaceOf(observed: readonly Observation[], most: number): Surface {
  const scores = observed.map(({ scores: own }) => singleScore(own));
  const order = bestFirst(scores);
  const values = levelled(scores, order);
  let kept = order;
  if (order.length > most) {
    const half = most >> 1;
    const latest = order.slice(half).sort((a, b) => b - a);
    kept = [...order.slice(0, half), ...latest.slice(0, most - half)];
  }
  const top = order[0]!;
  return {
    cubes: kept.map((i) => observed[i]!.cube),
    values: kept.map((i) => values[i]!),
    best: observed[top]!.cube,
    bestValue: values[top]!,
  };
}

/**
 * Scores that a smooth surface can go through: below the median a distance counts as its logarithm would, in units of the
 * distance from the best to the median, and what failed scores as the worst that didn't.
 */
function levelled(scores: readonly number[], order: readonly number[]): Float64Array {
  const succeeded = order.filter((i) => scores[i]! > -Infinity);
  if (succeeded.length === 0) return new Float64Array(scores.length);
  const best = scores[succeeded[0]!]!;
  const median = scores[succeeded[succeeded.length >> 1]!]!;
  const unit = best - median;
  const level = (score: number) =>
    score >= median || unit === 0 ? score : median - unit * log1p((median - score) / unit);
  const worst = level(scores[succeeded.at(-1)!]!);
  return Float64Array.from(scores, (score) => (score === -Infinity ? worst : level(score)));
}

/** A coordinate that left the cube, thrown back into it. */
function reflected(x: number): number {
  const back = x < 0 ? -x : x > 1 ? 2 - x : x;
  return Math.min(1, Math.max(0, back));
}
