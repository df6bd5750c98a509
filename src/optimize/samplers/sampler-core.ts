import type { Json } from "../../core/canonical-json.ts";
import type { SearchSpace } from "../spaces/search-space.ts";

/** A point of the cube to judge. */
export interface Proposal {
  readonly cube: ArrayLike<number>;
  readonly share: number;
}

/** Finite numbers, one per objective, greater is better; null when the point failed. */
export type Scores = readonly number[] | null;

/**
 * The part of a sampler that differs from method to method; ids, checks and the state's frame are `createSampler`'s.
 */
export interface SamplerCore {
  /** Most points to ask for at a time for it to learn all it can; Infinity when left out. */
  readonly batch?: number;
  /** The next point, or null when the core waits for answers or has nothing left. */
  next(id: number, pending: ReadonlyMap<number, Proposal>): Proposal | null;
  record(id: number, proposal: Proposal, scores: Scores): void;
  save(): Json;
}

/**
 * Makes a core, new or as `saved` has it.
 *
 * @param first points to propose before any other, where the method has a choice
 */
export type CoreFactory = (
  space: SearchSpace,
  seed: number,
  saved: Json | undefined,
  first: readonly Float64Array[],
) => SamplerCore;
