import { checkInteger } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { paramsKey } from "../spaces/params-key.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import { gridCubes } from "./grid-cubes.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import type { CoreFactory, Proposal } from "./sampler-core.ts";

export interface GridSamplerOptions extends SamplerOptions {
  /** Points of each continuous dimension, its ends among them; without it a continuous dimension is an error. */
  readonly points?: number | undefined;
}

/**
 * Every allowed point of the grid, in declared order, the last parameter first to change; points that differ in
 * inactive parameters only come once. Exhausted after the last one. The seed changes nothing.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function gridSampler(space: SearchSpace, options: GridSamplerOptions = {}): Sampler {
  const { points } = options;
  if (points !== undefined) checkInteger("points", points, 1);
  const continuous = space.dimensions.find(({ size }) => !Number.isFinite(size));
  if (points === undefined && continuous !== undefined) {
    const rule = "given for a grid, or points, the number of values";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `step of ${continuous.name}`, rule, value: "neither" });
  }
  return createSampler("grid", "several", space, options, { points: points ?? null }, gridCore(points ?? 1));
}

function gridCore(points: number): CoreFactory {
  return (space, _seed, saved) => {
    const cubes = gridCubes(
      space,
      space.dimensions.map(() => points),
    )[Symbol.iterator]();
    const seen = new Set<string>();
    let drawn = 0;
    const next = (): Proposal | null => {
      for (let tried = 0; ; tried++) {
        const { done, value } = cubes.next();
        if (done === true) {
          if (drawn > 0) return null;
          throw new BacksightError("BACKSIGHT_SEARCH_EMPTY", { tried, strategy: space.strategy });
        }
        const params = space.paramsAt(value);
        if (!space.isAllowed(params)) continue;
        const key = paramsKey(params);
        if (seen.has(key)) continue;
        seen.add(key);
        drawn++;
        return { cube: value, share: 1 };
      }
    };
    for (let k = (saved as number | undefined) ?? 0; k > 0; k--) next();
    return { next, record: () => {}, save: () => drawn };
  };
}
