import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { cmaEsSampler } from "./cma-es-sampler.ts";
import { differentialEvolutionSampler } from "./differential-evolution-sampler.ts";
import { gaussianProcessSampler } from "./gaussian-process-sampler.ts";
import { gridSampler } from "./grid-sampler.ts";
import { hyperbandSampler, successiveHalvingSampler } from "./halving-sampler.ts";
import { latinHypercubeSampler } from "./latin-hypercube-sampler.ts";
import { nsga2Sampler } from "./nsga2-sampler.ts";
import { randomSampler } from "./random-sampler.ts";
import type { SamplerFactory } from "./sampler.ts";
import { sobolSampler } from "./sobol-sampler.ts";
import { tpeSampler } from "./tpe-sampler.ts";

/** Every way to search, by the name that a person writes. */
export const SAMPLERS = {
  grid: gridSampler,
  random: randomSampler,
  sobol: sobolSampler,
  "latin-hypercube": latinHypercubeSampler,
  tpe: tpeSampler,
  "gaussian-process": gaussianProcessSampler,
  "cma-es": cmaEsSampler,
  "differential-evolution": differentialEvolutionSampler,
  nsga2: nsga2Sampler,
  "successive-halving": successiveHalvingSampler,
  hyperband: hyperbandSampler,
} as const satisfies Record<string, SamplerFactory>;

export type SamplerName = keyof typeof SAMPLERS;

/** Short names that are understood too. */
const SHORT: Readonly<Record<string, SamplerName>> = {
  cmaes: "cma-es",
  de: "differential-evolution",
  gp: "gaussian-process",
  halving: "successive-halving",
  lhs: "latin-hypercube",
};

/** The sampler of a name or a short one: `cmaes`, `de`, `gp`, `halving`, `lhs`. @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function samplerCalled(name: string): SamplerFactory {
  const key = Object.hasOwn(SHORT, name) ? SHORT[name]! : name;
  if (Object.hasOwn(SAMPLERS, key)) return SAMPLERS[key as SamplerName];
  const known = Object.keys(SAMPLERS);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "search method",
    name,
    hint: didYouMean(name, known),
    known: known.join(", "),
  });
}
