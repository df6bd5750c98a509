import type { ErrorEntry } from "./error-entry.ts";

/** Search for parameters, and judging what was found. */
export const SEARCH_ERRORS = {
  BACKSIGHT_SEARCH_EMPTY: {
    message: 'none of {tried} points of the search space of "{strategy}" satisfies `where`.',
    fix: "Widen the ranges, or loosen `where`.",
    exit: 2,
  },
  BACKSIGHT_SEARCH_STATE: {
    message: "the search can't be resumed: {problem}.",
    fix: "Resume with the method, seed and search space that the state was saved with, or begin anew.",
    exit: 2,
  },
  BACKSIGHT_SWEEP_UNRANKED: {
    message: "none of {count} combinations can be ranked by {metric}.",
    fix: "Widen the ranges, rank by another metric, or ask for fewer trades.",
    exit: 1,
  },
  BACKSIGHT_MONTE_CARLO: {
    message: "run {id} can't be drawn from: {problem}.",
    fix: "Take a longer run, or a method that draws from something else: --method lists them.",
    exit: 1,
  },
  BACKSIGHT_WALK_FORWARD: {
    message: "the walk-forward can't go on: {problem}.",
    fix: "{advice}",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
