import { checkInteger } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import type { Matrix } from "../../../math/linear-algebra/matrix.ts";
import { type AtrSizeInput, atrSize } from "./atr-size.ts";
import { type FixedFractionInput, fixedFractionSize } from "./fixed-fraction-size.ts";
import { type FixedRiskInput, fixedRiskSize, type RiskedSize } from "./fixed-risk-size.ts";
import { type KellyBetInput, kellyBet } from "./kelly-bet.ts";
import { type KellyContinuousInput, kellyContinuous } from "./kelly-continuous.ts";
import { type KellyPortfolioOptions, kellyPortfolio } from "./kelly-portfolio.ts";
import { optimalF } from "./optimal-f.ts";
import { inWholeLots, type PositionSize, type SizeRefusal, type SizingAccount } from "./position-size.ts";
import { type VolatilityTargetInput, volatilityTargetSize } from "./volatility-target-size.ts";

interface OptimalFInput {
  /** Profit or loss of each trade so far, per unit, money. */
  readonly results: ArrayLike<number>;
  /** Part of optimal f that is taken; 1 without it. */
  readonly share?: number | undefined;
}

interface KellyPortfolioInput extends KellyPortfolioOptions {
  /** Expected returns per period of every asset, arithmetic. */
  readonly means: ArrayLike<number>;
  /** Of returns per period, positive definite. */
  readonly covariance: Matrix;
  /** Which of the assets is sized, from 0. */
  readonly asset: number;
}

/** A rule by name, with what it needs. Kelly's fractions are cut to `maxExposure`, 1 without it. */
export type SizingRequest =
  | ({ readonly method: "fixed-fraction" } & FixedFractionInput)
  | ({ readonly method: "fixed-risk" } & FixedRiskInput)
  | ({ readonly method: "volatility-target" } & VolatilityTargetInput)
  | ({ readonly method: "atr" } & AtrSizeInput)
  | ({ readonly method: "kelly" } & SizingAccount & KellyBetInput)
  | ({ readonly method: "kelly-continuous" } & SizingAccount & KellyContinuousInput)
  | ({ readonly method: "kelly-portfolio" } & SizingAccount & KellyPortfolioInput)
  | ({ readonly method: "optimal-f" } & SizingAccount & OptimalFInput);

const METHODS: readonly string[] = [
  "fixed-fraction",
  "fixed-risk",
  "volatility-target",
  "atr",
  "kelly",
  "kelly-continuous",
  "kelly-portfolio",
  "optimal-f",
] satisfies readonly SizingRequest["method"][];

/**
 * How many units a rule buys or sells short, or why none. Pure: it sees what it is given, and changes nothing.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_ARGUMENT
 * @example 1 % of 100,000 at risk between 50 and 49.50 is 2,000 shares:
 * calculatePositionSize({ method: "fixed-risk", equity: 100_000, riskFraction: 0.01, price: 50, stop: 49.5, lot: 1 })
 */
export function calculatePositionSize(request: SizingRequest): PositionSize | RiskedSize | SizeRefusal {
  switch (request.method) {
    case "fixed-fraction":
      return fixedFractionSize(request);
    case "fixed-risk":
      return fixedRiskSize(request);
    case "volatility-target":
      return volatilityTargetSize(request);
    case "atr":
      return atrSize(request);
    case "kelly":
      return byEdge(kellyBet(request).tradableFraction, request);
    case "kelly-continuous":
      return byEdge(kellyContinuous(request).tradableFraction, request);
    case "kelly-portfolio": {
      const { weights } = kellyPortfolio(request.means, request.covariance, request);
      return byEdge(weights[checkInteger("asset", request.asset, 0, weights.length - 1)]!, request);
    }
    case "optimal-f": {
      const { f, worstLoss } = optimalF(request.results);
      if (f === 0) return "no-edge";
      const units = (request.equity * f * (request.share ?? 1)) / worstLoss;
      return inWholeLots(units, { ...request, maxExposure: request.maxExposure ?? 1 });
    }
    default: {
      const { method } = request as { method: unknown };
      const name = String(method);
      const hint = didYouMean(name, METHODS);
      throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
        kind: "sizing method",
        name,
        hint,
        known: METHODS.join(", "),
      });
    }
  }
}

/** A share of equity that an estimate gave. A short side is sized by the negative mean: a fraction below 0 is no edge. */
function byEdge(fraction: number, account: SizingAccount): PositionSize | SizeRefusal {
  if (!(fraction > 0)) return "no-edge";
  const { equity, price, lot, multiplier, maxExposure } = account;
  return fixedFractionSize({ equity, price, lot, multiplier, fraction, maxExposure: maxExposure ?? 1 });
}
