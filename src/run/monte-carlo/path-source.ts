import type { Json } from "../../core/canonical-json.ts";
import { blockBootstrap } from "../../validation/monte-carlo/block-bootstrap.ts";
import { circularBootstrap } from "../../validation/monte-carlo/circular-bootstrap.ts";
import type { DrawPath } from "../../validation/monte-carlo/draw-path.ts";
import { fitGarch, garchPaths } from "../../validation/monte-carlo/garch.ts";
import { fitGeometricBrownian, geometricBrownianPaths } from "../../validation/monte-carlo/geometric-brownian.ts";
import { iidBootstrap } from "../../validation/monte-carlo/iid-bootstrap.ts";
import { fitRegimeSwitching, regimeSwitchingPaths } from "../../validation/monte-carlo/regime-switching.ts";
import { chosenBlockLength, stationaryPaths } from "../../validation/monte-carlo/stationary-paths.ts";
import { tradeShuffle } from "../../validation/monte-carlo/trade-shuffle.ts";
import { politisWhiteBlockLength } from "../../validation/politis-white-block-length.ts";
import type { MonteCarloMethod, RerunMethod } from "./monte-carlo-methods.ts";

/** What draws the paths, and what it was fitted with. */
export interface PathSource {
  readonly draw: DrawPath;
  readonly fit: Readonly<Record<string, Json>>;
}

/** The source of paths of a method, fitted to returns (of trades or periods). @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function pathSource(
  method: Exclude<MonteCarloMethod, RerunMethod>,
  returns: Float64Array,
  blockLength: number | undefined,
): PathSource {
  switch (method) {
    case "trade-shuffle":
      return { draw: tradeShuffle(returns), fit: {} };
    case "trade-bootstrap":
    case "bootstrap":
      return { draw: iidBootstrap(returns), fit: {} };
    case "block-bootstrap": {
      const length = blockLength ?? wholeBlock(returns);
      return { draw: blockBootstrap(returns, length), fit: { blockLength: length } };
    }
    case "circular-bootstrap": {
      const length = blockLength ?? wholeBlock(returns);
      return { draw: circularBootstrap(returns, length), fit: { blockLength: length } };
    }
    case "stationary-bootstrap": {
      const length = blockLength ?? chosenBlockLength(returns);
      return { draw: stationaryPaths(returns, length), fit: { meanBlockLength: length } };
    }
    case "gbm": {
      const { mean, deviation } = fitGeometricBrownian(returns);
      return { draw: geometricBrownianPaths({ mean, deviation }), fit: { mean, deviation } };
    }
    case "garch": {
      const garch = fitGarch(returns);
      const { mean, omega, alpha, beta } = garch;
      return { draw: garchPaths(garch), fit: { mean, omega, alpha, beta } };
    }
    case "regime-switching": {
      const regimes = fitRegimeSwitching(returns);
      const { means, deviations, stay, isWildNow } = regimes;
      return { draw: regimeSwitchingPaths(regimes), fit: { means, deviations, stay, isWildNow } };
    }
  }
}

/** The circular length by Politis & White as a whole number of periods, at least 1. */
function wholeBlock(returns: Float64Array): number {
  const { circular } = politisWhiteBlockLength(returns);
  return Number.isNaN(circular) ? 1 : Math.max(1, Math.round(circular));
}
