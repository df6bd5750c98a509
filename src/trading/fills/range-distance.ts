import { atr } from "../../indicators/atr.ts";
import type { Bars } from "../../market/bars.ts";

/** A distance in average true ranges (Wilder 1978) of the deciding bar. */
export interface RangeDistance {
  readonly multiple: number;
  /** Bars that ranges are averaged over. */
  readonly bars: number;
}

/** The distance at each bar, in price; NaN while the range isn't known. */
export function rangeDistances(
  { high, low, close, ticksPerUnit }: Bars,
  { multiple, bars }: RangeDistance,
): Float64Array {
  return atr(high, low, close, bars, { ticksPerUnit }).map((range) => range * multiple);
}
