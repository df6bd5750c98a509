import type { Json } from "../../core/canonical-json.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import type { CoreFactory, Proposal, Scores } from "./sampler-core.ts";

/** A method that proposes a whole generation, waits for all its answers, and makes the next one of them. */
export interface Generations<S extends Json> {
  /** The state before the first generation. */
  first(): S;
  /** At least one proposal; the same for the same state. */
  propose(state: S): readonly Proposal[];
  advance(state: S, proposals: readonly Proposal[], scores: readonly Scores[]): S;
}

type Saved<S> = {
  readonly state: S;
  /** Id of the generation's first point; the others follow it. */
  readonly firstId: number;
  readonly asked: number;
  /** By place in the generation; "open" until it is told. */
  readonly scores: readonly (Scores | "open")[];
};

/**
 * A core that goes from generation to generation. While answers are missing nothing further is proposed, so that the
 * points don't depend on how many are asked for at a time, nor on the order of the answers.
 */
export function generationalCore<S extends Json>(
  make: (space: SearchSpace, seed: number, first: readonly Float64Array[]) => Generations<S>,
): CoreFactory {
  return (space, seed, savedJson, first) => {
    const method = make(space, seed, first);
    const saved = savedJson as Saved<S> | undefined;
    let state = saved?.state ?? method.first();
    let proposals = method.propose(state);
    let firstId = saved?.firstId ?? 0;
    let asked = saved?.asked ?? 0;
    let scores: (Scores | "open")[] = saved === undefined ? proposals.map(() => "open") : [...saved.scores];

    return {
      next(id) {
        if (asked === 0) firstId = id;
        return proposals[asked] === undefined ? null : proposals[asked++]!;
      },
      record(id, _proposal, answer) {
        scores[id - firstId] = answer;
        if (scores.includes("open")) return;
        state = method.advance(state, proposals, scores as Scores[]);
        proposals = method.propose(state);
        scores = proposals.map(() => "open");
        asked = 0;
      },
      save: () => ({ state, firstId, asked, scores: [...scores] }),
    };
  };
}
