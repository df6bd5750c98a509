import type { SimulatedPaths } from "./simulated-paths.ts";

/**
 * Risk of ruin: the share of paths whose equity ever fell by `loss` or more of the start, at the end of some period.
 *
 * Its standard error is `√(p (1 − p) / paths)`. NaN without paths.
 *
 * @param loss a fraction of the starting cash, above 0 and at most 1
 * @example Two paths that both go 100, 110, 55, 66: riskOfRuin(paths, 0.4) // 1; riskOfRuin(paths, 0.5) // 0
 */
export function riskOfRuin({ lowest, startingCash }: SimulatedPaths, loss: number): number {
  let ruined = 0;
  for (const money of lowest) if (money <= startingCash * (1 - loss)) ruined++;
  return ruined / lowest.length;
}

/**
 * The share of paths whose deepest drawdown from a peak was `depth` or more, a fraction above 0. NaN without paths.
 *
 * @example Two paths that both go 100, 110, 55, 66: drawdownProbability(paths, 0.5) // 1; drawdownProbability(paths, 0.6) // 0
 */
export function drawdownProbability({ maxDrawdown }: SimulatedPaths, depth: number): number {
  let deep = 0;
  for (const fall of maxDrawdown) if (fall <= -depth) deep++;
  return deep / maxDrawdown.length;
}

/**
 * At each horizon the share of paths that stand below the start: 0 at the start itself. NaN without paths.
 *
 * @example Two paths that both go 100, 110, 55, 66: lossProbabilities(paths) // [0, 0, 1, 1]
 */
export function lossProbabilities({ equity, startingCash }: SimulatedPaths): Float64Array {
  return Float64Array.from(equity, (column) => {
    let losing = 0;
    for (const money of column) if (money < startingCash) losing++;
    return losing / column.length;
  });
}
