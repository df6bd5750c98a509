import { checkNotNegative } from "../../../core/checks.ts";
import { inWholeLots, isKnown, type PositionSize, type SizeRefusal, type SizingAccount } from "./position-size.ts";

export interface VolatilityTargetInput extends Omit<SizingAccount, "maxExposure"> {
  /** Of the account's return, a year's. */
  readonly targetVolatility: number;
  /** Of the asset's return, a year's; NaN or 0: `no-estimate`. */
  readonly volatility: number;
  /** The most that notional may be of equity: a calm market would else ask for any. 1 without it. */
  readonly maxLeverage?: number | undefined;
}

/**
 * The position whose volatility is the account's target: equity × target / volatility of notional, cut to `maxLeverage` ×
 * equity, whole lots. Moreira & Muir (2017), "Volatility-Managed Portfolios", Journal of Finance 72(4); Carver (2015),
 * Systematic Trading, chapter 9.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a target or leverage that is negative or no number
 */
export function volatilityTargetSize(input: VolatilityTargetInput): PositionSize | SizeRefusal {
  const { equity, price, targetVolatility, volatility, multiplier = 1, maxLeverage = 1 } = input;
  checkNotNegative("targetVolatility", targetVolatility);
  checkNotNegative("maxLeverage", maxLeverage);
  if (!isKnown(volatility)) return "no-estimate";
  const notional = (equity * targetVolatility) / volatility;
  return inWholeLots(notional / (price * multiplier), { ...input, maxExposure: maxLeverage });
}
