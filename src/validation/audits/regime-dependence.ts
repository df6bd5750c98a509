import { checkInteger } from "../../core/checks.ts";
import { mean, standardDeviation } from "../../math/moments.ts";

/** How a result is spread over its time and over calm and wild markets. */
export interface RegimeDependence {
  /** Sharpe ratio per period in each part of equal length, the oldest first; 0 where returns don't vary. */
  readonly parts: Float64Array;
  /** Parts whose Sharpe ratio is above 0. */
  readonly positive: number;
  /** Sharpe ratio per period where the market moved more than usual, and less; NaN without a market. */
  readonly wild: number;
  readonly calm: number;
}

/** Periods whose size of the market's moves is averaged to tell wild from calm. */
const VOLATILITY_WINDOW = 21;

/**
 * Was it earned all along, or in one stretch or one kind of market? Cuts the history into equal parts (the first ones
 * shorter by a return where it doesn't divide), and apart from that into the half of the periods before which the market
 * had moved most, by the mean absolute return of the 21 periods before, and the rest.
 *
 * NaN in everything with a NaN in the returns; NaN in a part with fewer than two returns.
 *
 * @param returns per period, in excess of the risk-free rate
 * @param market the benchmark's returns over the same periods, where there is one
 * @param parts 3 without it
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 * @example regimeDependence([0.01, 0.03, -0.01, -0.03, 0.02, 0.02]).parts // √2, −√2, 0: it earned in one of three
 */
export function regimeDependence(
  returns: Float64Array,
  market: Float64Array | undefined = undefined,
  parts = 3,
): RegimeDependence {
  checkInteger("parts", parts, 1);
  const n = returns.length;
  const at = (part: number) => Math.floor((part * n) / parts);
  const sharpes = Float64Array.from({ length: parts }, (_, k) => sharpe(returns.subarray(at(k), at(k + 1))));
  return { parts: sharpes, positive: sharpes.filter((value) => value > 0).length, ...byVolatility(returns, market) };
}

function byVolatility(
  returns: Float64Array,
  market: Float64Array | undefined,
): { readonly wild: number; readonly calm: number } {
  if (market === undefined || market.length !== returns.length) return { wild: NaN, calm: NaN };
  const rows = Math.max(0, returns.length - VOLATILITY_WINDOW);
  const sizes = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < VOLATILITY_WINDOW; k++) sizes[i]! += Math.abs(market[i + k]!);
  }
  const middle = sizes.slice().sort()[Math.floor(rows / 2)] ?? NaN;
  const later = returns.subarray(VOLATILITY_WINDOW);
  return {
    wild: sharpe(later.filter((_, i) => sizes[i]! > middle)),
    calm: sharpe(later.filter((_, i) => !(sizes[i]! > middle))),
  };
}

function sharpe(returns: Float64Array): number {
  const deviation = standardDeviation(returns, 1);
  return deviation === 0 ? 0 : mean(returns) / deviation;
}
