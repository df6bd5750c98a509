import type { ErrorEntry } from "./error-entry.ts";

/** Portfolio weights. */
export const PORTFOLIO_ERRORS = {
  BACKSIGHT_NOT_POSITIVE_DEFINITE: {
    message: "{name} isn't positive definite: row {row} follows from the rows above it.",
    fix: "Give more periods than assets, leave out assets that copy others, or shrink the covariance (ledoitWolfCovariance).",
    exit: 1,
  },
  BACKSIGHT_NO_PORTFOLIO: { message: "no portfolio fits: {problem}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_NO_CONVERGENCE: {
    message: "{what} found no answer in {steps} steps.",
    fix: "Look for numbers of very different size in the input: a scale that is wrong, assets that are nearly copies.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
