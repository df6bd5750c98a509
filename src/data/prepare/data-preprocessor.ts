import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { VendorBars } from "../market-data/data-source.ts";
import { type AdjustedBars, type AdjustOptions, adjustBars } from "./adjust-bars.ts";
import { type BarCleaningPolicy, type CleanedBars, cleanBars } from "./cleaning/clean-bars.ts";
import { addFeatures, type Feature, type FeatureSpec } from "./features/add-features.ts";

/** What is done to data between a vendor and a strategy, with one set of policies. Each step is a function of its own, too. */
export class DataPreprocessor {
  private readonly cleaning: Partial<BarCleaningPolicy>;

  /** @param cleaning what differs from `DEFAULT_BAR_CLEANING` */
  constructor(cleaning: Partial<BarCleaningPolicy> = {}) {
    this.cleaning = cleaning;
  }

  /** `cleanBars` with this object's policy. */
  cleanData(columns: VendorBars, source: string): CleanedBars {
    return cleanBars(columns, source, this.cleaning);
  }

  /** `adjustBars`: for splits, unless the options say more. */
  adjustForSplits(
    bars: Bars,
    actions: readonly CorporateAction[],
    options: AdjustOptions = { mode: "splits" },
  ): AdjustedBars {
    return adjustBars(bars, actions, options);
  }

  /** `addFeatures`. */
  addFeatures(bars: Bars, pipeline: readonly FeatureSpec[]): ReadonlyMap<string, Feature> {
    return addFeatures(bars, pipeline);
  }
}
