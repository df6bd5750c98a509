import type { VendorBars } from "../../market-data/data-source.ts";
import { pickRows } from "../../market-data/rows.ts";
import { isPriceOutlier, type OutlierRule, volumeScore } from "./neighbour-score.ts";
import type { CleaningAction, QualityReport } from "./quality-report.ts";
import { RowInspection } from "./row-inspection.ts";
import { sortedOrder } from "./sorted-order.ts";

/** What is done about each issue of bars; `keep` doesn't look for it. */
export interface BarCleaningPolicy {
  readonly unsorted: "sort" | "refuse";
  /** Bars that close together: the later row of the file replaces the earlier (drop), or none may be there. */
  readonly duplicate: "drop" | "refuse";
  readonly invalid: "drop" | "refuse";
  /** clamp: the range is widened to hold open and close. */
  readonly range: "clamp" | "flag" | "drop" | "keep";
  readonly spike: "drop" | "flag" | "keep";
  readonly "volume-outlier": "flag" | "keep";
  readonly stale: "flag" | "keep";
  readonly "zero-volume": "drop" | "flag" | "keep";
  /** Robust standard deviations from which a price, or a volume, is an outlier. */
  readonly threshold: number;
  /** Neighbours on each side that it is measured by. */
  readonly reach: number;
  /** Equal bars in a row from which they are stale. */
  readonly staleFrom: number;
}

/** Sorts, drops what can't be right, and flags what is doubtful. */
export const DEFAULT_BAR_CLEANING: BarCleaningPolicy = {
  unsorted: "sort",
  duplicate: "drop",
  invalid: "drop",
  range: "flag",
  spike: "flag",
  "volume-outlier": "flag",
  stale: "flag",
  "zero-volume": "keep",
  threshold: 12,
  reach: 10,
  staleFrom: 10,
};

export interface CleanedBars {
  readonly columns: VendorBars;
  readonly report: QualityReport;
}

/** Least relative deviation that neighbours are taken to have. */
const PRICE_FLOOR = 0.002;

/**
 * Bars without what can't be right; nothing is changed that the report doesn't tell. Spikes are measured against
 * neighbours on both sides: use it on data before a simulation, not within one.
 *
 * @param columns as a vendor gave them, in any order
 * @param source where they come from; errors start with it
 * @throws {BacksightError} BACKSIGHT_DATA_QUALITY where the policy refuses what is there
 */
export function cleanBars(columns: VendorBars, source: string, options: Partial<BarCleaningPolicy> = {}): CleanedBars {
  const policy = { ...DEFAULT_BAR_CLEANING, ...options };
  const inspection = new RowInspection(source, columns.time.length);
  const order = sortedOrder(columns.closeTime, (row) => inspection.report("unsorted", policy.unsorted, row));
  for (const row of order) if (isInvalid(columns, row)) inspection.report("invalid", policy.invalid, row);
  const valid = order.filter((row) => inspection.stays(row));
  for (let i = 0; i + 1 < valid.length; i++) {
    const row = valid[i]!;
    if (columns.closeTime[row] === columns.closeTime[valid[i + 1]!])
      inspection.report("duplicate", policy.duplicate, row);
  }
  const single = valid.filter((row) => inspection.stays(row));
  const rows = barsOf(columns, single);
  const report = (
    issue: "range" | "spike" | "volume-outlier" | "stale" | "zero-volume",
    action: CleaningAction,
    i: number,
  ) => inspection.report(issue, action, single[i]!);
  for (let i = 0; i < single.length; i++) {
    if (policy.range !== "keep" && isOutOfRange(rows, i)) {
      report("range", policy.range, i);
      if (policy.range === "clamp") widen(rows, i);
    }
    if (policy["zero-volume"] !== "keep" && rows.volume[i] === 0) report("zero-volume", policy["zero-volume"], i);
    if (policy.spike !== "keep" && isSpike(rows, i, policy)) report("spike", policy.spike, i);
    const { "volume-outlier": outlier, threshold, reach } = policy;
    if (outlier !== "keep" && volumeScore(rows.volume, i, reach) > threshold) report("volume-outlier", outlier, i);
  }
  if (policy.stale !== "keep") forEachStale(rows, policy.staleFrom, (i) => report("stale", policy.stale, i));
  const kept = Uint32Array.from(rows.time.keys()).filter((i) => inspection.stays(single[i]!));
  const cleaned = pickRows({ dataset: "bars", rows }, kept).rows as VendorBars;
  return { columns: cleaned, report: inspection.result().report };
}

function barsOf(columns: VendorBars, rows: Uint32Array): VendorBars {
  return pickRows({ dataset: "bars", rows: columns }, rows).rows as VendorBars;
}

function isInvalid({ time, closeTime, open, high, low, close, volume }: VendorBars, i: number): boolean {
  for (const price of [open[i]!, high[i]!, low[i]!, close[i]!]) if (!(price > 0 && price < Infinity)) return true;
  if (volume[i]! < 0 || volume[i] === Infinity || high[i]! < low[i]!) return true;
  return !(time[i]! <= closeTime[i]! && closeTime[i]! < Infinity && time[i]! > -Infinity);
}

function isOutOfRange({ open, high, low, close }: VendorBars, i: number): boolean {
  return Math.max(open[i]!, close[i]!) > high[i]! || Math.min(open[i]!, close[i]!) < low[i]!;
}

function widen({ open, high, low, close }: VendorBars, i: number): void {
  high[i] = Math.max(high[i]!, open[i]!, close[i]!);
  low[i] = Math.min(low[i]!, open[i]!, close[i]!);
}

function isSpike({ open, high, low, close }: VendorBars, i: number, rule: OutlierRule): boolean {
  return [close, high, low, open].some((prices) => isPriceOutlier(prices, i, rule, PRICE_FLOOR));
}

/** Runs of bars with the same four prices in which something traded. */
function forEachStale({ open, high, low, close, volume }: VendorBars, from: number, found: (i: number) => void): void {
  let start = 0;
  for (let i = 1; i <= close.length; i++) {
    const isSame =
      i < close.length &&
      open[i] === open[start] &&
      high[i] === high[start] &&
      low[i] === low[start] &&
      close[i] === close[start];
    if (isSame) continue;
    if (i - start >= from) for (let j = start; j < i; j++) if (volume[j] !== 0) found(j);
    start = i;
  }
}
