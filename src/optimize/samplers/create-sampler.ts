import { canonicalJson, type Json } from "../../core/canonical-json.ts";
import { checkInteger, checkLength } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { sha256 } from "../../core/sha256.ts";
import { paramsKey } from "../spaces/params-key.ts";
import type { Params, SearchSpace } from "../spaces/search-space.ts";
import type { Objective, Sampler, SamplerOptions, SamplerState, SearchPoint } from "./sampler.ts";
import type { CoreFactory, Proposal, Scores } from "./sampler-core.ts";

interface Frame {
  readonly method: string;
  readonly seed: number;
  readonly space: string;
  /** The method's own options. */
  readonly options: Json;
  /** Points to begin with. */
  readonly first: readonly (readonly number[])[];
}

type SavedPoint = { readonly id: number; readonly cube: readonly number[]; readonly share: number };

/**
 * A sampler from a method's core: numbers the points, keeps those without an answer, checks what is told, and frames
 * the state so that another method, seed, space or option is refused when it is resumed.
 */
export function createSampler(
  method: string,
  objectives: Sampler["objectives"],
  space: SearchSpace,
  { seed = 1, state, first = [] }: SamplerOptions,
  ownOptions: Json,
  core: CoreFactory,
): Sampler {
  checkInteger("seed", seed, Number.MIN_SAFE_INTEGER);
  const cubes = firstCubes(space, first);
  const frame: Frame = { method, seed, space: fingerprint(space), options: ownOptions, first: cubes.map(toArray) };
  if (state !== undefined) checkFrame(frame, state);
  let nextId = state === undefined ? 0 : (state.nextId as number);
  /** Number of objectives; null until the first answer tells. */
  let width = objectives === "one" ? 1 : ((state?.objectives ?? null) as number | null);
  const pending = new Map<number, Proposal>();
  for (const { id, cube, share } of (state?.pending ?? []) as readonly SavedPoint[]) pending.set(id, { cube, share });
  const proposer = core(space, seed, state?.core, cubes);

  const pointOf = (id: number, { cube, share }: Proposal): SearchPoint => ({
    id,
    params: space.paramsAt(cube),
    cube: Array.from(cube),
    share,
  });

  function scoresOf(id: number, objective: Objective, width: number | null): Scores {
    const scores = typeof objective === "number" ? [objective] : [...objective];
    if (scores.length === 0 || scores.some((score) => !Number.isFinite(score))) return null;
    if (scores.length !== (width ?? scores.length)) {
      const rule = width === 1 ? `one number for ${method}` : `${width} numbers, as those before`;
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `the objective of point ${id}`, rule, value: objective });
    }
    return scores;
  }

  return {
    method,
    objectives,
    batch: proposer.batch ?? Infinity,
    ask(n) {
      checkInteger("n", n, 1);
      const points: SearchPoint[] = [];
      while (points.length < n) {
        const proposal = proposer.next(nextId, pending);
        if (proposal === null) break;
        pending.set(nextId, proposal);
        points.push(pointOf(nextId++, proposal));
      }
      return points;
    },
    tell(points, told) {
      checkLength("objectives", told, points.length);
      const answers = new Map<number, Scores>();
      let found = width;
      for (const [i, { id }] of points.entries()) {
        if (!pending.has(id) || answers.has(id)) {
          const rule = "the id of a point that was asked for and not told yet";
          throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `points[${i}].id`, rule, value: id });
        }
        const scores = scoresOf(id, told[i]!, found);
        found ??= scores?.length ?? null;
        answers.set(id, scores);
      }
      width = found;
      for (const [id, scores] of answers) {
        const proposal = pending.get(id)!;
        pending.delete(id);
        proposer.record(id, proposal, scores);
      }
    },
    pending: () => [...pending].map(([id, proposal]) => pointOf(id, proposal)),
    state: () => ({
      ...frame,
      nextId,
      objectives: width,
      pending: [...pending].map(([id, { cube, share }]) => ({ id, cube: Array.from(cube), share })),
      core: proposer.save(),
    }),
  };
}

const toArray = (cube: Float64Array): number[] => Array.from(cube);

/** Where the points lie that the space has and its rules allow, each once; the middle where a parameter isn't active. */
function firstCubes(space: SearchSpace, first: readonly Params[]): Float64Array[] {
  const seen = new Set<string>();
  return first.flatMap((params) => {
    const cube = space.cubeOf(params).map((x) => (Number.isNaN(x) ? 0.5 : x));
    const found = space.paramsAt(cube);
    const key = paramsKey(found);
    if (!isAt(found, params) || seen.has(key) || !space.isAllowed(found)) return [];
    seen.add(key);
    return [cube];
  });
}

/** The same values, numbers to rounding: a logarithmic scale gives them back no better. */
function isAt(found: Params, wanted: Params): boolean {
  return Object.entries(found).every(([name, value]) => {
    const other = wanted[name];
    if (typeof value !== "number" || typeof other !== "number") return value === other;
    return Math.abs(value - other) <= 1e-9 * Math.abs(value);
  });
}

/** What must be the same for a state to make sense: names, sizes and the ends of the values. */
function fingerprint({ strategy, dimensions }: SearchSpace): string {
  const parts = dimensions.map(({ name, size, valueAt }) => [
    name,
    Number.isFinite(size) ? size : "continuous",
    ...[0, 0.25, 0.5, 0.75, 1].map(valueAt),
  ]);
  return sha256(canonicalJson([strategy, parts])).slice(0, 16);
}

function checkFrame(frame: Frame, state: SamplerState): void {
  const refuse = (problem: string): never => {
    throw new BacksightError("BACKSIGHT_SEARCH_STATE", { problem });
  };
  if (state.method !== frame.method) refuse(`its state is of the method ${String(state.method)}, not ${frame.method}`);
  if (state.seed !== frame.seed) refuse(`its state has the seed ${String(state.seed)}, not ${frame.seed}`);
  if (state.space !== frame.space) refuse("its state is of another search space");
  if (canonicalJson(state.first ?? []) !== canonicalJson(frame.first)) refuse("its state began with other points");
  if (canonicalJson(state.options ?? null) !== canonicalJson(frame.options)) {
    refuse(`its state has the options ${JSON.stringify(state.options)}, not ${JSON.stringify(frame.options)}`);
  }
  if (!Number.isInteger(state.nextId) || !Array.isArray(state.pending) || state.core === undefined) {
    refuse("its state isn't complete");
  }
}
