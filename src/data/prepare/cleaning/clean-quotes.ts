import type { QuoteTicks } from "../../../market/quote-ticks.ts";
import { pickRows } from "../../market-data/rows.ts";
import type { QualityReport } from "./quality-report.ts";
import { RowInspection } from "./row-inspection.ts";
import { sortedOrder } from "./sorted-order.ts";

/** What is done about each issue of quotes; `keep` doesn't look for it. */
export interface QuoteCleaningPolicy {
  readonly unsorted: "sort" | "refuse";
  readonly invalid: "drop" | "refuse";
  /** A bid or an offer of price or size 0. */
  readonly "one-sided": "drop" | "flag" | "keep";
  /** A bid above the offer; equal ones (locked) stay. */
  readonly crossed: "drop" | "flag" | "keep";
}

export const DEFAULT_QUOTE_CLEANING: QuoteCleaningPolicy = {
  unsorted: "sort",
  invalid: "drop",
  "one-sided": "drop",
  crossed: "drop",
};

/**
 * Quotes without what can't be right; nothing is changed that the report doesn't tell.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_QUALITY where the policy refuses what is there
 */
export function cleanQuotes(
  quotes: QuoteTicks,
  source: string,
  options: Partial<QuoteCleaningPolicy> = {},
): { readonly quotes: QuoteTicks; readonly report: QualityReport } {
  const policy = { ...DEFAULT_QUOTE_CLEANING, ...options };
  const inspection = new RowInspection(source, quotes.length);
  const order = sortedOrder(quotes.timeNs, (row) => inspection.report("unsorted", policy.unsorted, row));
  const { bidPrice, askPrice, bidSize, askSize } = quotes;
  for (const row of order) {
    const [bid, ask, bids, asks] = [bidPrice[row]!, askPrice[row]!, bidSize[row]!, askSize[row]!];
    if (![bid, ask, bids, asks].every((value) => value >= 0 && value < Infinity))
      inspection.report("invalid", policy.invalid, row);
    else if (bid === 0 || ask === 0 || bids === 0 || asks === 0)
      inspection.report("one-sided", policy["one-sided"], row);
    else if (bid > ask) inspection.report("crossed", policy.crossed, row);
  }
  const kept = order.filter((row) => inspection.stays(row));
  const cleaned = pickRows({ dataset: "quotes", rows: quotes }, kept).rows as QuoteTicks;
  return { quotes: cleaned, report: inspection.result().report };
}
