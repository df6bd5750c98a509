import { checkInteger } from "../../core/checks.ts";
import { type RandomStream, randomStream } from "../../core/random.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import { sequenceCore } from "./sequence-core.ts";

export interface LatinHypercubeSamplerOptions extends SamplerOptions {
  /**
   * Points of one hypercube, 64 when not given: best the number of trials. A further one follows when it is used up.
   */
  readonly points?: number | undefined;
}

/**
 * Latin hypercubes: of N points each has its own N-th of every dimension, at a random place in it. What `where` forbids
 * is left out, so that the rest is no longer spread quite evenly.
 *
 * McKay, Beckman & Conover (1979), "A Comparison of Three Methods for Selecting Values of Input Variables in the
 * Analysis of Output from a Computer Code", Technometrics 21.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function latinHypercubeSampler(space: SearchSpace, options: LatinHypercubeSamplerOptions = {}): Sampler {
  const { points = 64 } = options;
  checkInteger("points", points, 1);
  const sequence = sequenceCore((searched, seed) => {
    const random = randomStream(seed, "search/latin-hypercube");
    let block: Float64Array[] = [];
    return () => {
      if (block.length === 0) block = latinHypercube(points, searched.dimensions.length, random).reverse();
      return block.pop()!;
    };
  });
  return createSampler("latin-hypercube", "several", space, options, { points }, sequence);
}

/** So many points in the unit cube, each alone in its slice of every dimension. */
export function latinHypercube(points: number, dimensions: number, random: RandomStream): Float64Array[] {
  const cubes = Array.from({ length: points }, () => new Float64Array(dimensions));
  for (let d = 0; d < dimensions; d++) {
    const slices = Array.from({ length: points }, (_, k) => k);
    for (let k = points - 1; k > 0; k--) {
      const other = random.below(k + 1);
      [slices[k], slices[other]] = [slices[other]!, slices[k]!];
    }
    for (const [k, cube] of cubes.entries()) cube[d] = (slices[k]! + random.uniform()) / points;
  }
  return cubes;
}
