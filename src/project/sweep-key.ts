import { canonicalJson, type Json } from "../core/canonical-json.ts";
import { sha256 } from "../core/sha256.ts";
import { requirementText } from "../optimize/objectives/requirement.ts";
import type { Robustness } from "../optimize/objectives/robust-scores.ts";
import type { SearchObjective } from "../optimize/objectives/search-objective.ts";
import type { SearchRange } from "../optimize/spaces/search-range.ts";
import type { Params } from "../optimize/spaces/search-space.ts";
import { specHash } from "../run/identity.ts";
import type { RunSpec } from "../run/run-spec.ts";

/** What the rows of a sweep depend on. */
export interface SweepIdentity {
  /** Its range resolved; the parameters are those that stay. */
  readonly spec: RunSpec;
  readonly dataHash: string;
  readonly ranges: Readonly<Record<string, SearchRange>> | undefined;
  readonly method: string;
  /** Undefined: as many as there are. */
  readonly trials: number | undefined;
  readonly objective: SearchObjective;
  readonly robust: Robustness | null;
  readonly patience: number | undefined;
  /** Combinations that it begins with. */
  readonly first: readonly Params[] | undefined;
}

/**
 * Names what a sweep computes: SHA-256 of code, settings, prices, search space, method, seed, number of combinations and
 * objective. How many threads compute it, where it is stored and how many of the best are shown are no part of it.
 */
export function sweepKey(identity: SweepIdentity): string {
  const { spec, dataHash, ranges, method, trials, objective, robust, patience, first } = identity;
  const { goals, requirements, minTrades } = objective;
  return sha256(
    canonicalJson({
      spec: specHash(spec),
      dataHash,
      ranges: (ranges ?? null) as Json,
      method,
      trials: trials ?? null,
      goals: goals.map(({ name, better }) => ({ name, better })),
      requirements: requirements.map(requirementText),
      minTrades,
      robust: robust as Json,
      patience: patience ?? null,
      ...(first === undefined ? {} : { first: first as Json }),
    }),
  );
}
