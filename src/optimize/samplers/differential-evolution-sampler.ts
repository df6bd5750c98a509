import { checkFinite, checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { randomStream } from "../../core/random.ts";
import { allowedCube, uniformCube } from "../spaces/allowed-cube.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import { type Generations, generationalCore } from "./generational-core.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import type { Scores } from "./sampler-core.ts";
import { singleScore } from "./single-score.ts";

export interface DifferentialEvolutionSamplerOptions extends SamplerOptions {
  /** Points of a generation, at least 4; 10 or three per dimension, whichever is more, when not given. */
  readonly population?: number | undefined;
  /** F: how much of the difference of two points is added to a third, above 0 up to 2; 0.5 when not given. */
  readonly weight?: number | undefined;
  /** CR: chance of a coordinate to come from the sum, 0 to 1; 0.9 when not given. */
  readonly crossover?: number | undefined;
}

type Member = { readonly cube: readonly number[]; readonly scores: Scores };
type PopulationState = { readonly generation: number; readonly members: readonly Member[] };

/**
 * Differential evolution, DE/rand/1/bin: each point is challenged by a mix of itself and of a third point moved by the
 * difference of two others, and gives way when that scores at least as well. Coordinates that leave the cube are put
 * half way between the edge and where they came from.
 *
 * Storn & Price (1997), "Differential Evolution: A Simple and Efficient Heuristic for Global Optimization over
 * Continuous Spaces", Journal of Global Optimization 11.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function differentialEvolutionSampler(
  space: SearchSpace,
  options: DifferentialEvolutionSamplerOptions = {},
): Sampler {
  const { population = Math.max(10, 3 * space.dimensions.length), weight = 0.5, crossover = 0.9 } = options;
  checkInteger("population", population, 4);
  checkShare("weight", weight, 2);
  checkShare("crossover", crossover, 1);
  const own = { population, weight, crossover };
  const core = generationalCore((searched, seed, first) => generations(searched, seed, first, own));
  return createSampler("differential-evolution", "one", space, options, own, core);
}

function checkShare(name: string, value: number, most: number): void {
  if (checkFinite(name, value) >= 0 && value <= most) return;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `from 0 to ${most}`, value });
}

function generations(
  space: SearchSpace,
  seed: number,
  first: readonly Float64Array[],
  { population, weight, crossover }: { population: number; weight: number; crossover: number },
): Generations<PopulationState> {
  return {
    first: () => ({ generation: 0, members: [] }),
    propose({ generation, members }) {
      const random = randomStream(seed, `search/differential-evolution/${generation}`);
      const uniform = () => uniformCube(space, random);
      if (generation === 0) {
        return Array.from({ length: population }, (_, k) => ({
          cube: first[k] ?? allowedCube(space, random, uniform),
          share: 1,
        }));
      }
      const other = (not: readonly number[]) => {
        let k = random.below(population);
        while (not.includes(k)) k = random.below(population);
        return k;
      };
      const challenger = (i: number) => {
        const a = other([i]);
        const b = other([i, a]);
        const c = other([i, a, b]);
        const always = random.below(space.dimensions.length);
        return Float64Array.from(members[i]!.cube, (own, d) => {
          if (random.uniform() >= crossover && d !== always) return own;
          const base = members[a]!.cube[d]!;
          const moved = base + weight * (members[b]!.cube[d]! - members[c]!.cube[d]!);
          return moved < 0 ? base / 2 : moved > 1 ? (1 + base) / 2 : moved;
        });
      };
      return members.map((_, i) => ({ cube: allowedCube(space, random, () => challenger(i)), share: 1 }));
    },
    advance({ generation, members }, proposals, scores) {
      const challengers = proposals.map(({ cube }, i): Member => ({ cube: Array.from(cube), scores: scores[i]! }));
      return {
        generation: generation + 1,
        members:
          generation === 0
            ? challengers
            : challengers.map((member, i) =>
                singleScore(member.scores) >= singleScore(members[i]!.scores) ? member : members[i]!,
              ),
      };
    },
  };
}
