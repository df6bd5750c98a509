import { BacksightError } from "../../core/errors.ts";
import { paramsKey } from "../spaces/params-key.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { gridCubes } from "./grid-cubes.ts";
import type { CoreFactory, Proposal } from "./sampler-core.ts";

const MAX_MISSES = 10_000;
/** Up to this size what a sequence didn't meet is looked for one by one. */
const SMALL_SPACE = 100_000;

/**
 * A core of points that depend on nothing that is told: those of a sequence that satisfy `where`, in a finite space
 * each set of parameters once. When ten thousand in a row are none, what is left of a small finite space follows in the
 * grid's order. A resumed core draws its points again, unheard.
 *
 * @param sequence the cube's points, one after the other, for a seed
 */
export function sequenceCore(sequence: (space: SearchSpace, seed: number) => () => Float64Array): CoreFactory {
  return (space, seed, saved, first) => {
    const draw = sequence(space, seed);
    const isFiniteSpace = Number.isFinite(space.size);
    const seen = new Set<string>();
    let rest: Iterator<Float64Array> | null = null;
    const waiting = first.toReversed();
    let drawn = 0;

    const isNew = (cube: Float64Array): boolean => {
      const params = space.paramsAt(cube);
      if (!space.isAllowed(params)) return false;
      if (!isFiniteSpace) return true;
      const key = paramsKey(params);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    };
    const fromRest = (): Float64Array | null => {
      if (space.size > SMALL_SPACE) return null;
      rest ??= gridCubes(space, [])[Symbol.iterator]();
      for (;;) {
        const { done, value } = rest.next();
        if (done === true) return null;
        if (isNew(value)) return value;
      }
    };
    const next = (): Float64Array | null => {
      for (let cube = waiting.pop(); cube !== undefined; cube = waiting.pop()) if (isNew(cube)) return cube;
      for (let misses = 0; rest === null && misses < MAX_MISSES; misses++) {
        const cube = draw();
        if (isNew(cube)) return cube;
      }
      return fromRest();
    };
    const nextProposal = (): Proposal | null => {
      const cube = next();
      if (cube === null && drawn === 0) {
        throw new BacksightError("BACKSIGHT_SEARCH_EMPTY", { tried: MAX_MISSES, strategy: space.strategy });
      }
      if (cube === null) return null;
      drawn++;
      return { cube, share: 1 };
    };
    for (let k = (saved as number | undefined) ?? 0; k > 0; k--) nextProposal();
    return { next: nextProposal, record: () => {}, save: () => drawn };
  };
}
