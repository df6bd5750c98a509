import { checkNotNegative, checkPositive } from "../../../core/checks.ts";
import type { RiskedSize } from "./fixed-risk-size.ts";
import { inWholeLots, isKnown, type SizeRefusal, type SizingAccount } from "./position-size.ts";

export interface AtrSizeInput extends SizingAccount {
  /** Share of equity that a move of `multiple` average true ranges wins or loses. */
  readonly riskFraction: number;
  /** Average true range, price points; NaN or 0: `no-estimate`. */
  readonly atr: number;
  /** How many of them; 1 without it, as the Turtles' unit has it. */
  readonly multiple?: number | undefined;
}

/**
 * Sizing by range: equity × riskFraction / (multiple × ATR × multiplier) units, whole lots. `riskAtStop` is that of a stop
 * `multiple` ranges away. Faith (2007), Way of the Turtle: 1 % of equity per range.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a riskFraction that is negative or a multiple that isn't above 0
 */
export function atrSize(input: AtrSizeInput): RiskedSize | SizeRefusal {
  const { equity, riskFraction, atr, multiple = 1, multiplier = 1 } = input;
  checkNotNegative("riskFraction", riskFraction);
  checkPositive("multiple", multiple);
  if (!isKnown(atr)) return "no-estimate";
  const perUnit = multiple * atr * multiplier;
  const size = inWholeLots((equity * riskFraction) / perUnit, input);
  return typeof size === "string" ? size : { ...size, riskAtStop: size.quantity * perUnit };
}
