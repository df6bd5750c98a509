import { checkInteger } from "../../core/checks.ts";
import { type RandomStream, randomStream } from "../../core/random.ts";
import { allowedCube, uniformCube } from "../spaces/allowed-cube.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import { type Generations, generationalCore } from "./generational-core.ts";
import { crowdingDistances, paretoFronts } from "./pareto-fronts.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import type { Scores } from "./sampler-core.ts";
import { mutated, simulatedBinaryCrossover } from "./variation.ts";

export interface Nsga2SamplerOptions extends SamplerOptions {
  /** Points of a generation, an even number of at least 4; 40 when not given. */
  readonly population?: number | undefined;
}

type Member = {
  readonly cube: readonly number[];
  readonly scores: Scores;
  /** Number of its front, from 0. */
  readonly front: number;
  /** Its crowding distance; null at the ends of a front, where it is infinite. */
  readonly room: number | null;
};
type PopulationState = { readonly generation: number; readonly members: readonly Member[] };

/**
 * For several objectives at once: a population that moves towards the Pareto front and spreads along it. Parents win
 * tournaments of two by front, then by room around them; children come from simulated binary crossover and polynomial
 * mutation; of parents and children together the better half stays.
 *
 * Deb, Pratap, Agarwal & Meyarivan (2002), "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE
 * Transactions on Evolutionary Computation 6.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function nsga2Sampler(space: SearchSpace, options: Nsga2SamplerOptions = {}): Sampler {
  const { population = 40 } = options;
  checkInteger("population", population, 4);
  checkInteger("half of the population", population / 2, 2);
  const core = generationalCore((searched, seed, first) => generations(searched, seed, first, population));
  return createSampler("nsga2", "several", space, options, { population }, core);
}

function generations(
  space: SearchSpace,
  seed: number,
  first: readonly Float64Array[],
  population: number,
): Generations<PopulationState> {
  const { dimensions } = space;
  return {
    first: () => ({ generation: 0, members: [] }),
    propose({ generation, members }) {
      const random = randomStream(seed, `search/nsga2/${generation}`);
      const uniform = () => uniformCube(space, random);
      if (generation === 0) {
        return Array.from({ length: population }, (_, k) => ({
          cube: first[k] ?? allowedCube(space, random, uniform),
          share: 1,
        }));
      }
      const cubes: Float64Array[] = [];
      while (cubes.length < population) {
        const pair = [tournament(members, random).cube, tournament(members, random).cube] as const;
        let waiting = simulatedBinaryCrossover(dimensions, ...pair, random);
        const child = () => {
          if (waiting.length === 0) waiting = simulatedBinaryCrossover(dimensions, ...pair, random);
          return mutated(dimensions, waiting.pop()!, random);
        };
        cubes.push(allowedCube(space, random, child), allowedCube(space, random, child));
      }
      return cubes.map((cube) => ({ cube, share: 1 }));
    },
    advance({ generation, members }, proposals, scores) {
      const children = proposals.map(({ cube }, i) => ({ cube: Array.from(cube), scores: scores[i]! }));
      return { generation: generation + 1, members: survivors([...members, ...children], population) };
    },
  };
}

function tournament(members: readonly Member[], random: RandomStream): Member {
  const a = members[random.below(members.length)]!;
  const b = members[random.below(members.length)]!;
  if (a.front !== b.front) return a.front < b.front ? a : b;
  return (a.room ?? Infinity) >= (b.room ?? Infinity) ? a : b;
}

/** Whole fronts while they fit, of the next one those with most room. */
function survivors(all: readonly Pick<Member, "cube" | "scores">[], count: number): Member[] {
  const kept: Member[] = [];
  for (const [front, places] of paretoFronts(all.map(({ scores }) => scores)).entries()) {
    const rooms = crowdingDistances(places.map((i) => all[i]!.scores));
    const members = places.map((i, k): Member => {
      const { cube, scores } = all[i]!;
      return { cube, scores, front, room: rooms[k] === Infinity ? null : rooms[k]! };
    });
    if (kept.length + members.length > count) {
      members.sort((a, b) => (a.room === b.room ? 0 : (a.room ?? Infinity) > (b.room ?? Infinity) ? -1 : 1));
    }
    kept.push(...members.slice(0, count - kept.length));
    if (kept.length === count) break;
  }
  return kept;
}
