import { abdiRanaldoSpread } from "../../../math/spread-estimators/abdi-ranaldo-spread.ts";
import { corwinSchultzSpread } from "../../../math/spread-estimators/corwin-schultz-spread.ts";
import { edgeSpread } from "../../../math/spread-estimators/edge-spread.ts";
import { rollSpread } from "../../../math/spread-estimators/roll-spread.ts";
import type { SpreadEstimatorName } from "./spread-model.ts";

/** Prices of consecutive sessions. */
interface Prices {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Estimate of the spread from the rows `from` to `to` (excluded), a fraction of the price; 0 where negative. */
export function estimateSpread(by: SpreadEstimatorName, prices: Prices, from: number, to: number): number {
  const [open, high, low, close] = [prices.open, prices.high, prices.low, prices.close].map((column) =>
    column.subarray(from, to),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  return Math.max(0, signedEstimate(by, open, high, low, close));
}

function signedEstimate(
  by: SpreadEstimatorName,
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): number {
  switch (by) {
    case "edge":
      return edgeSpread(open, high, low, close, true);
    case "corwin-schultz":
      return corwinSchultzSpread(high, low, close);
    case "abdi-ranaldo":
      return abdiRanaldoSpread(high, low, close);
    case "roll":
      return rollSpread(close);
  }
}
