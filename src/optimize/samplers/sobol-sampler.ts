import { randomStream } from "../../core/random.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import { sequenceCore } from "./sequence-core.ts";
import { sobolSequence } from "./sobol-sequence.ts";

/**
 * Sobol's sequence under a random digital shift: points that fill the cube more evenly than independent ones, most of
 * all the first 2ᵏ. Up to 40 searched parameters.
 *
 * Joe & Kuo (2008), see {@link sobolSequence}; the shift as in L'Ecuyer & Lemieux (2002), "Recent Advances in
 * Randomized Quasi-Monte Carlo Methods".
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function sobolSampler(space: SearchSpace, options: SamplerOptions = {}): Sampler {
  const sequence = sequenceCore((searched, seed) => {
    const next = sobolSequence(searched.dimensions.length);
    const random = randomStream(seed, "search/sobol");
    const shift = Uint32Array.from(searched.dimensions, () => random.nextUint32());
    return () => Float64Array.from(next(), (bits, d) => (((bits ^ shift[d]!) >>> 0) + 0.5) / 4294967296);
  });
  return createSampler("sobol", "several", space, options, null, sequence);
}
