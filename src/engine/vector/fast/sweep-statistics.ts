/**
 * What a sweep keeps of a combination, in the order of a row. All but two are the metrics of that name, to the bit;
 * `barSharpeRatio` (the Sharpe ratio of returns per bar) and `turnover` are made of sums over all bars, which agree to
 * 1e-12 with the metrics' (of the ratio: before it is annualised, and while it is below 30). Undefined is NaN.
 */
export const SWEEP_STATISTICS = [
  "finalEquity",
  "totalReturn",
  "sharpeRatio",
  "barSharpeRatio",
  "maxDrawdown",
  "tradesCount",
  "openTrades",
  "winRate",
  "profitFactor",
  "exposure",
  "turnover",
  "totalCommission",
] as const;
export type SweepStatistic = (typeof SWEEP_STATISTICS)[number];

/** One value a combination, by statistic. */
export type SweepColumns = Readonly<Record<SweepStatistic, Float64Array>>;

/** Columns of `length` rows, undefined throughout. */
export function createSweepColumns(length: number): SweepColumns {
  const columns = SWEEP_STATISTICS.map((name) => [name, new Float64Array(length).fill(NaN)] as const);
  return Object.fromEntries(columns) as Record<SweepStatistic, Float64Array>;
}
