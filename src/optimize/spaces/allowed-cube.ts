import { BacksightError } from "../../core/errors.ts";
import type { RandomStream } from "../../core/random.ts";
import type { SearchSpace } from "./search-space.ts";

const PROPOSALS = 100;
const UNIFORM_DRAWS = 10_000;

/** A point anywhere in the cube. */
export function uniformCube(space: SearchSpace, random: RandomStream): Float64Array {
  return Float64Array.from(space.dimensions, () => random.uniform());
}

/**
 * The first of a hundred proposals that satisfies `where`; failing these, the first uniform draw of ten thousand.
 *
 * @throws {BacksightError} BACKSIGHT_SEARCH_EMPTY when none of them does
 */
export function allowedCube(space: SearchSpace, random: RandomStream, propose: () => Float64Array): Float64Array {
  for (let k = 0; k < PROPOSALS + UNIFORM_DRAWS; k++) {
    const cube = k < PROPOSALS ? propose() : uniformCube(space, random);
    if (space.isAllowed(space.paramsAt(cube))) return cube;
  }
  throw new BacksightError("BACKSIGHT_SEARCH_EMPTY", {
    tried: PROPOSALS + UNIFORM_DRAWS,
    strategy: space.strategy,
  });
}
