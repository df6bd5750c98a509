import { checkInteger } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import { allowedCube, uniformCube } from "../spaces/allowed-cube.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import { type Generations, generationalCore } from "./generational-core.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import { bestFirst, singleScore } from "./single-score.ts";

export interface HalvingSamplerOptions extends SamplerOptions {
  /** η: of how many points one goes on to the next round, with so many times the data; at least 2, 3 when not given. */
  readonly eta?: number | undefined;
  /** Rounds of the longest bracket, at least 2; 3 when not given. The first one sees 1 / η^(rounds − 1) of the data. */
  readonly rounds?: number | undefined;
}

type BracketState = {
  readonly bracket: number;
  readonly round: number;
  /** Those that go on; empty before a bracket's first round. */
  readonly cubes: readonly (readonly number[])[];
};

/**
 * Successive halving on data length: many uniform draws are judged on a short part of the data, the best η-th of them
 * on η times as much, and so on up to all of it; then anew. Only points with `share` 1 are comparable with each other
 * in the end. With the defaults a bracket is 9 points on a ninth, 3 on a third, 1 on all: the cost of 3 whole trials.
 *
 * Jamieson & Talwalkar (2016), "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function successiveHalvingSampler(space: SearchSpace, options: HalvingSamplerOptions = {}): Sampler {
  return halvingSampler("successive-halving", space, options, (_, longest) => longest);
}

/**
 * Hyperband: successive halving in brackets that begin with ever fewer points on ever more data, down to one that
 * judges all of its points on all data at once; then anew. A hedge against objectives that a short part of the data
 * says little about.
 *
 * Li, Jamieson, DeSalvo, Rostamizadeh & Talwalkar (2018), "Hyperband: A Novel Bandit-Based Approach to Hyperparameter
 * Optimization", Journal of Machine Learning Research 18.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function hyperbandSampler(space: SearchSpace, options: HalvingSamplerOptions = {}): Sampler {
  return halvingSampler("hyperband", space, options, (bracket, longest) => longest - (bracket % (longest + 1)));
}

function halvingSampler(
  method: string,
  space: SearchSpace,
  options: HalvingSamplerOptions,
  /** How many rounds follow the first one of a bracket. */
  halvingsOf: (bracket: number, longest: number) => number,
): Sampler {
  const { eta = 3, rounds = 3 } = options;
  checkInteger("eta", eta, 2);
  checkInteger("rounds", rounds, 2, 20);
  const longest = rounds - 1;
  const generations = (
    searched: SearchSpace,
    seed: number,
    first: readonly Float64Array[],
  ): Generations<BracketState> => ({
    first: () => ({ bracket: 0, round: 0, cubes: [] }),
    propose({ bracket, round, cubes }) {
      const halvings = halvingsOf(bracket, longest);
      const share = 1 / wholePower(eta, halvings - round);
      if (round > 0) return cubes.map((cube) => ({ cube, share }));
      const random = randomStream(seed, `search/${method}/${bracket}`);
      const count = Math.ceil((rounds / (halvings + 1)) * wholePower(eta, halvings));
      const uniform = () => uniformCube(searched, random);
      return Array.from({ length: count }, (_, k) => ({
        cube: (bracket === 0 ? first[k] : undefined) ?? allowedCube(searched, random, uniform),
        share,
      }));
    },
    advance({ bracket, round }, proposals, scores) {
      const kept = Math.floor(proposals.length / eta);
      if (round === halvingsOf(bracket, longest) || kept === 0) return { bracket: bracket + 1, round: 0, cubes: [] };
      const best = bestFirst(scores.map(singleScore)).slice(0, kept);
      return { bracket, round: round + 1, cubes: best.map((i) => Array.from(proposals[i]!.cube)) };
    },
  });
  return createSampler(method, "one", space, options, { eta, rounds }, generationalCore(generations));
}

function wholePower(base: number, exponent: number): number {
  let power = 1;
  for (let k = 0; k < exponent; k++) power *= base;
  return power;
}
