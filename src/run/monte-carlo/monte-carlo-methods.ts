import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";

/** What one method does, and what it is drawn from. */
export interface MonteCarloMethodEntry {
  /** "trades" and "returns": from what a run is; "rerun": the strategy is run again, which needs its code and prices. */
  readonly from: "trades" | "returns" | "rerun";
  readonly summary: string;
}

/** Every method by name. */
export const MONTE_CARLO_METHODS = {
  "trade-shuffle": { from: "trades", summary: "the same trades in another order" },
  "trade-bootstrap": { from: "trades", summary: "trades drawn with replacement" },
  bootstrap: { from: "returns", summary: "returns drawn one by one" },
  "block-bootstrap": { from: "returns", summary: "returns drawn in blocks of neighbours" },
  "circular-bootstrap": { from: "returns", summary: "blocks of neighbours in a ring" },
  "stationary-bootstrap": { from: "returns", summary: "blocks of random length in a ring (the default)" },
  gbm: { from: "returns", summary: "geometric Brownian motion fitted to the returns" },
  garch: { from: "returns", summary: "GARCH(1,1) fitted to the returns" },
  "regime-switching": { from: "returns", summary: "two fitted regimes, calm and wild" },
  permutation: { from: "rerun", summary: "the strategy on prices whose order is shuffled: the null of no edge" },
  "execution-noise": { from: "rerun", summary: "late, missed and worse fills" },
  "parameter-jitter": { from: "rerun", summary: "parameters near those that were chosen" },
  "start-jitter": { from: "rerun", summary: "another first day" },
} as const satisfies Record<string, MonteCarloMethodEntry>;

export type MonteCarloMethod = keyof typeof MONTE_CARLO_METHODS;

/** Methods that run the strategy again. */
export type RerunMethod = {
  [M in MonteCarloMethod]: (typeof MONTE_CARLO_METHODS)[M]["from"] extends "rerun" ? M : never;
}[MonteCarloMethod];

export function isRerunMethod(method: MonteCarloMethod): method is RerunMethod {
  return MONTE_CARLO_METHODS[method].from === "rerun";
}

/** The method called `name`. @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function monteCarloMethod(name: string): MonteCarloMethod {
  if (Object.hasOwn(MONTE_CARLO_METHODS, name)) return name as MonteCarloMethod;
  const known = Object.keys(MONTE_CARLO_METHODS);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind: "Monte Carlo method",
    name,
    hint: didYouMean(name, known),
    known: known.join(", "),
  });
}
