import type { Json } from "../../core/canonical-json.ts";
import { checkInteger } from "../../core/checks.ts";
import { randomStream } from "../../core/random.ts";
import { allowedCube, uniformCube } from "../spaces/allowed-cube.ts";
import { paramsKey } from "../spaces/params-key.ts";
import type { SearchSpace } from "../spaces/search-space.ts";
import { createSampler } from "./create-sampler.ts";
import { parzenEstimator } from "./parzen-estimator.ts";
import type { Sampler, SamplerOptions } from "./sampler.ts";
import type { CoreFactory, Scores } from "./sampler-core.ts";
import { bestFirst, singleScore } from "./single-score.ts";

export interface TpeSamplerOptions extends SamplerOptions {
  /** Uniform points before the first model, at least 1; 10 when not given. */
  readonly startup?: number | undefined;
  /** Draws among which the most promising one is chosen, at least 1; 24 when not given. */
  readonly candidates?: number | undefined;
}

type Observation = { readonly cube: readonly number[]; readonly scores: Scores };

const GOOD_SHARE = 0.1;
const MOST_GOOD = 25;
const NEW_POINT_ATTEMPTS = 100;

/**
 * Tree-structured Parzen estimator, a Bayesian search: one density of the best tenth of what was told (25 at most), one
 * of all the rest, with points not told yet among the rest; the next point is the draw from the good one at which it is
 * the greatest multiple of the other. What failed is never among the best. Parameters that were tried before aren't
 * proposed again as long as a finite space has others.
 *
 * Bergstra, Bardenet, Bengio & Kégl (2011), "Algorithms for Hyper-Parameter Optimization", NeurIPS 24; see
 * {@link parzenEstimator}.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function tpeSampler(space: SearchSpace, options: TpeSamplerOptions = {}): Sampler {
  const { startup = 10, candidates = 24 } = options;
  checkInteger("startup", startup, 1);
  checkInteger("candidates", candidates, 1);
  return createSampler("tpe", "one", space, options, { startup, candidates }, tpeCore(startup, candidates));
}

function tpeCore(startup: number, candidates: number): CoreFactory {
  return (space, seed, saved, first) => {
    const { dimensions } = space;
    const observed = [...((saved as readonly Observation[] | undefined) ?? [])];
    const isRepeatable = !Number.isFinite(space.size);
    const keyAt = (cube: ArrayLike<number>) => paramsKey(space.paramsAt(cube));
    const tried = new Set(isRepeatable ? [] : observed.map(({ cube }) => keyAt(cube)));
    const isNew = (cube: ArrayLike<number>) => isRepeatable || !tried.has(keyAt(cube));
    /** The middle of the stretch of the cube that means the same; where a parameter isn't active, the middle of all. */
    const settled = (cube: ArrayLike<number>) =>
      space.cubeOf(space.paramsAt(cube)).map((x) => (Number.isNaN(x) ? 0.5 : x));

    return {
      batch: 1,
      next(id, pending) {
        if (id < first.length) return { cube: first[id]!, share: 1 };
        const random = randomStream(seed, `search/tpe/${id}`);
        for (const { cube } of pending.values()) if (!isRepeatable) tried.add(keyAt(cube));
        const uniform = () => uniformCube(space, random);
        const draw = (propose: () => Float64Array) => settled(allowedCube(space, random, propose));
        let best: Float64Array | null = null;
        const succeeded = observed.filter(({ scores }) => scores !== null).length;
        if (observed.length >= startup && succeeded > 0) {
          const order = bestFirst(observed.map(({ scores }) => singleScore(scores)));
          const goodCount = Math.min(MOST_GOOD, succeeded, Math.ceil(GOOD_SHARE * observed.length));
          const cubes = order.map((i) => observed[i]!.cube);
          const good = parzenEstimator(dimensions, cubes.slice(0, goodCount));
          const unknown = Array.from(pending.values(), ({ cube }) => cube);
          const rest = parzenEstimator(dimensions, [...cubes.slice(goodCount), ...unknown]);
          let most = -Infinity;
          for (let k = 0; k < candidates; k++) {
            const cube = draw(() => good.draw(random));
            const promise = good.logDensity(cube) - rest.logDensity(cube);
            if (!isNew(cube) || promise <= most) continue;
            most = promise;
            best = cube;
          }
        }
        best ??= draw(uniform);
        for (let k = 0; k < NEW_POINT_ATTEMPTS && !isNew(best); k++) best = draw(uniform);
        return { cube: best, share: 1 };
      },
      record(_id, { cube }, scores) {
        observed.push({ cube: Array.from(cube), scores });
        if (!isRepeatable) tried.add(keyAt(cube));
      },
      save: (): Json => [...observed],
    };
  };
}
