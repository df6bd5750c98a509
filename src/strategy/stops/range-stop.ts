import { checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { atr } from "../../indicators/atr.ts";
import type { Columns } from "../../series/columns.ts";
import type { Series } from "../../series/series.ts";

export type PriceColumns = Pick<Columns, "high" | "low" | "close">;

/** A stop some average true ranges away. */
export interface RangeStopOptions {
  /** Bars that ranges are averaged over. */
  readonly length?: number;
  /** How many ranges away. */
  readonly multiple?: number;
  /** Of the position that it guards; long without it. */
  readonly side?: "long" | "short";
}

/**
 * `multiple` average true ranges below a price column for a long position, above it for a short one. NaN while the range
 * isn't known.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function rangeAway(
  from: Series,
  { high, low, close }: PriceColumns,
  { length, multiple, side }: Required<RangeStopOptions>,
): Series {
  if (side !== "long" && side !== "short")
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "side", rule: '"long" or "short"', value: side });
  const distance = atr(high, low, close, length).times(checkPositive("multiple", multiple));
  return side === "long" ? from.minus(distance) : from.plus(distance);
}
