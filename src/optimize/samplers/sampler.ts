import type { Json } from "../../core/canonical-json.ts";
import type { Params, SearchSpace } from "../spaces/search-space.ts";

/** Parameters to judge. */
export interface SearchPoint {
  /** Counts the points asked for, from 0. */
  readonly id: number;
  readonly params: Params;
  /** Where they lie in the unit cube. */
  readonly cube: readonly number[];
  /** Share of the data to judge them by: 1, or less in the first rounds of successive halving. */
  readonly share: number;
}

/**
 * What came of a point: one number, or one per objective; GREATER IS BETTER. Not finite: it failed, and is worse than
 * any that didn't.
 */
export type Objective = number | readonly number[];

/**
 * Proposes parameters and learns from what came of them. The same seed and the same answers give the same points;
 * chance comes from named streams of the seed alone.
 */
export interface Sampler {
  readonly method: string;
  /** How many objectives it can learn from. */
  readonly objectives: "one" | "several";
  /**
   * Most points to ask for at a time for it to learn all it can: 1 where each answer moves the next point, Infinity where
   * none does, or where a generation ends by itself.
   */
  readonly batch: number;
  /**
   * Up to `n` points that satisfy every `where`. Fewer where a generation or the space ends; none while the sampler
   * waits for answers, or when everything was told and nothing is left to try.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_SEARCH_EMPTY, BACKSIGHT_STRATEGY_THREW
   */
  ask(n: number): SearchPoint[];
  /**
   * What came of points, each once, in any order and grouping. Samplers that learn from point to point (tpe) propose by
   * what they were told so far: keep the grouping the same to get the same points.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
   */
  tell(points: readonly SearchPoint[], objectives: readonly Objective[]): void;
  /** Points asked for and not told yet: after a resume they must be judged again. */
  pending(): SearchPoint[];
  /** Everything that is needed to go on with the same bits; plain JSON. */
  state(): SamplerState;
}

/** What {@link Sampler.state} gives and a factory's option `state` takes. */
export interface SamplerState {
  readonly [key: string]: Json;
}

export interface SamplerOptions {
  /**
   * A warm start: parameters to try before any other, the most promising first, as those of an earlier search. What
   * isn't in the space is left out; generations take no more than they have places, cma-es begins around the first, and
   * the grid has its own order.
   */
  readonly first?: readonly Params[] | undefined;
  /** 1 when not given. */
  readonly seed?: number | undefined;
  /** Goes on where this was saved. Space, seed and other options must be those of then. */
  readonly state?: SamplerState | undefined;
}

export type SamplerFactory = (space: SearchSpace, options?: SamplerOptions) => Sampler;
