import { pointInTimeBars } from "../../data/prepare/point-in-time.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { type CostColumns, costColumns, quantitiesAsked } from "./cost-columns.ts";
import type { CostSettings } from "./cost-settings.ts";
import type { MarketState } from "./market-state.ts";

/**
 * `costColumns` of raw bars with splits among them: volatilities, spreads and volumes are measured in shares of one day, and
 * told in shares of the bar that asks. A split moves no price and trades nothing.
 *
 * @throws {BacksightError} BACKSIGHT_COST_DATA as `costColumns`
 */
export function costColumnsAcrossSplits(
  bars: Bars,
  settings: CostSettings,
  quotedSpread: Float64Array | null,
  actions: readonly CorporateAction[],
): CostColumns | null {
  const splits = actions.filter(({ kind }) => kind === "split");
  if (splits.length === 0 || bars.adjustment !== "raw" || quantitiesAsked(settings).length === 0)
    return costColumns(bars, settings, quotedSpread);
  const { bars: ofOneDay, level } = pointInTimeBars(bars, splits);
  const columns = costColumns(ofOneDay, settings, quotedSpread)!;
  return {
    stateAt: (i, reference) => inSharesOf(level[i]!, columns.stateAt(i, reference)),
    isKnownAt: (i) => columns.isKnownAt(i),
  };
}

/** @param price what a price of the first day's shares is multiplied by */
function inSharesOf(price: number, state: MarketState): MarketState {
  const { barVolume, dailyVolume, lambda } = state;
  return {
    ...state,
    ...(barVolume === undefined ? {} : { barVolume: barVolume / price }),
    ...(dailyVolume === undefined ? {} : { dailyVolume: dailyVolume / price }),
    ...(lambda === undefined ? {} : { lambda: lambda * price * price }),
  };
}
