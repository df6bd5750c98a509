import { randomStream } from "../../core/random.ts";
import { uniformCube } from "../spaces/allowed-cube.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import { sequenceCore } from "./sequence-core.ts";

/**
 * Independent uniform draws from the cube; in a finite space without repetition. What every other method has to beat.
 *
 * Bergstra & Bengio (2012), "Random Search for Hyper-Parameter Optimization", Journal of Machine Learning Research 13.
 */
export function randomSampler(space: SearchSpace, options: SamplerOptions = {}): Sampler {
  const draws = sequenceCore((searched, seed) => {
    const random = randomStream(seed, "search/random");
    return () => uniformCube(searched, random);
  });
  return createSampler("random", "several", space, options, null, draws);
}
