import type { TradeTicks } from "../../../market/trade-ticks.ts";
import { pickRows } from "../../market-data/rows.ts";
import { isPriceOutlier } from "./neighbour-score.ts";
import type { QualityReport } from "./quality-report.ts";
import { RowInspection } from "./row-inspection.ts";
import { sortedOrder } from "./sorted-order.ts";

/** What is done about each issue of trades; `keep` doesn't look for it. */
export interface TradeCleaningPolicy {
  readonly unsorted: "sort" | "refuse";
  /** Trades of one time and one sequence number: the later row counts. */
  readonly duplicate: "drop" | "refuse" | "keep";
  readonly invalid: "drop" | "refuse";
  readonly corrected: "drop" | "flag" | "keep";
  readonly spike: "drop" | "flag" | "keep";
  readonly threshold: number;
  readonly reach: number;
}

export const DEFAULT_TRADE_CLEANING: TradeCleaningPolicy = {
  unsorted: "sort",
  duplicate: "drop",
  invalid: "drop",
  corrected: "drop",
  spike: "flag",
  threshold: 20,
  reach: 20,
};

/** Least relative deviation that neighbours are taken to have. */
const PRICE_FLOOR = 0.0005;

/**
 * Trades without what can't be right; nothing is changed that the report doesn't tell.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_QUALITY where the policy refuses what is there
 */
export function cleanTrades(
  trades: TradeTicks,
  source: string,
  options: Partial<TradeCleaningPolicy> = {},
): { readonly trades: TradeTicks; readonly report: QualityReport } {
  const policy = { ...DEFAULT_TRADE_CLEANING, ...options };
  const inspection = new RowInspection(source, trades.length);
  let order = sortedOrder(trades.timeNs, (row) => inspection.report("unsorted", policy.unsorted, row));
  for (const row of order) {
    const isValid = trades.price[row]! > 0 && trades.price[row]! < Infinity && trades.size[row]! > 0;
    if (!isValid) inspection.report("invalid", policy.invalid, row);
    else if (trades.correction[row] !== 0) inspection.report("corrected", policy.corrected, row);
  }
  order = order.filter((row) => inspection.stays(row));
  for (let i = 0; i + 1 < order.length; i++) {
    const [row, next] = [order[i]!, order[i + 1]!];
    const isTwice = trades.timeNs[row] === trades.timeNs[next] && trades.sequence[row] === trades.sequence[next];
    if (isTwice) inspection.report("duplicate", policy.duplicate, row);
  }
  order = order.filter((row) => inspection.stays(row));
  if (policy.spike !== "keep") {
    const prices = Float64Array.from(order, (row) => trades.price[row]!);
    for (let i = 0; i < order.length; i++) {
      if (isPriceOutlier(prices, i, policy, PRICE_FLOOR)) inspection.report("spike", policy.spike, order[i]!);
    }
  }
  const kept = order.filter((row) => inspection.stays(row));
  const cleaned = pickRows({ dataset: "trades", rows: trades }, kept).rows as TradeTicks;
  return { trades: cleaned, report: inspection.result().report };
}
