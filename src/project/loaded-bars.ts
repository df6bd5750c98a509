import type { Bars } from "../market/bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";

/** Bars with what happened to their instrument, for those who adjust them themselves. */
export interface LoadedBars {
  readonly bars: Bars;
  /** Splits and dividends, ascending; null where the source has none to tell. */
  readonly actions: readonly CorporateAction[] | null;
}
