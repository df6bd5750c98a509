import { checkNotNegative } from "../../../core/checks.ts";
import { inWholeLots, type PositionSize, type SizeRefusal, type SizingAccount } from "./position-size.ts";

export interface FixedFractionInput extends SizingAccount {
  /** Notional as a share of equity; above 1 it borrows. */
  readonly fraction: number;
}

/**
 * A fixed share of equity: fraction × equity / (price × multiplier) units, whole lots.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for a fraction that is negative or no number
 */
export function fixedFractionSize(input: FixedFractionInput): PositionSize | SizeRefusal {
  checkNotNegative("fraction", input.fraction);
  return inWholeLots((input.equity * input.fraction) / (input.price * (input.multiplier ?? 1)), input);
}
