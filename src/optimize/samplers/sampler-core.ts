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
  /** The next point, or null when the core waits for answers or has nothing left. */
  next(id: number, pending: ReadonlyMap<number, Proposal>): Proposal | null;
  record(id: number, proposal: Proposal, scores: Scores): void;
  save(): Json;
}

/** Makes a core, new or as `saved` has it. */
export type CoreFactory = (space: SearchSpace, seed: number, saved: Json | undefined) => SamplerCore;
