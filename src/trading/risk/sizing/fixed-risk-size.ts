import { checkNotNegative } from "../../../core/checks.ts";
import { inWholeLots, isKnown, type PositionSize, type SizeRefusal, type SizingAccount } from "./position-size.ts";

export interface FixedRiskInput extends SizingAccount {
  /** Share of equity that is lost when the price goes to the stop. */
  readonly riskFraction: number;
  /** The price at which the position is given up; NaN: `no-stop`. */
  readonly stop: number;
  /** Of the entry. Without it the stop says: below the price is long. A stop on the wrong side is `beyond-stop`. */
  readonly side?: "long" | "short" | undefined;
}

export interface RiskedSize extends PositionSize {
  /** quantity × |price − stop| × multiplier: money, before slippage and gaps. */
  readonly riskAtStop: number;
}

/**
 * Fixed fractional sizing: the units that lose `riskFraction` of equity between price and stop, equity × riskFraction /
 * (|price − stop| × multiplier), cut to `maxExposure`, whole lots. Vince (1990), Portfolio Management Formulas; Tharp
 * (1998), Trade Your Way to Financial Freedom ("percent risk").
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a riskFraction that is negative or no number
 */
export function fixedRiskSize(input: FixedRiskInput): RiskedSize | SizeRefusal {
  const { equity, riskFraction, price, stop, side, multiplier = 1 } = input;
  checkNotNegative("riskFraction", riskFraction);
  if (Number.isNaN(stop)) return "no-stop";
  if (!isKnown(price)) return "no-estimate";
  const distance = price - stop;
  if (distance === 0 || (side === "long" && distance < 0) || (side === "short" && distance > 0)) return "beyond-stop";
  const perUnit = Math.abs(distance) * multiplier;
  const size = inWholeLots((equity * riskFraction) / perUnit, input);
  return typeof size === "string" ? size : { ...size, riskAtStop: size.quantity * Math.abs(distance) * multiplier };
}
