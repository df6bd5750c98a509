import type { IndexedColumn } from "../core/indexed-column.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";

/** What every metric is computed from: one simulated run, as columns. */
export interface MetricInput {
  /** Money at the start of the first bar. */
  readonly startingCash: number;
  /** Marked at each bar's close inside the measured range. */
  readonly equity: Float64Array;
  /** Epoch milliseconds of each of those closes. */
  readonly time: IndexedColumn;
  /** Epoch milliseconds at which the measured range starts (the first bar's open). */
  readonly start: number;
  /** Signed units held at each of those closes. */
  readonly quantity: IndexedColumn;
  /** Simple return of each period (by default one per session; the first against `startingCash`). */
  readonly returns: Float64Array;
  /** The benchmark's returns over the same periods; undefined without a benchmark. */
  readonly benchmarkReturns: Float64Array | undefined;
  /** Periods of `returns` in a year. */
  readonly periodsPerYear: number;
  /** Annual risk-free rate, a fraction. */
  readonly riskFree: number;
  readonly trades: TradeColumns;
  /** Sum of quantity × price × multiplier over all fills. */
  readonly tradedNotional: number;
  /** Money paid over all fills. */
  readonly totalCommission: number;
  /** Money by which all fills were worse than their reference prices: by slippage, half the spread, their own impact. */
  readonly totalSlippage: number;
  /** 0 unless given, as what follows. */
  readonly totalSpread?: number;
  readonly totalImpact?: number;
  /** Money paid in taxes on trades. */
  readonly totalTaxes?: number;
  /** Money paid to borrow units and cash. */
  readonly totalFinancing?: number;
  /** What the market impact of all fills would have cost, had every order been so many times as large; money. */
  readonly impactCost?: (scale: number) => number;
}

export type MetricUnit = "fraction" | "ratio" | "money" | "count" | "days" | "bars" | "price";

/** One line of the catalogue: what a number is, and how it is computed. */
export interface Metric {
  readonly id: string;
  /** As a person reads it: "Sharpe ratio". */
  readonly label: string;
  readonly unit: MetricUnit;
  readonly better: "higher" | "lower" | "neither";
  readonly group: "return" | "risk" | "ratio" | "trades" | "costs" | "benchmark";
  /** The formula in words and symbols, on one line. */
  readonly formula: string;
  /** Paper, book or program that defines it. */
  readonly reference: string;
  /** Why the value may be NaN, for people: "fewer than two periods, or returns that don't vary". */
  readonly undefinedWhen: string;
  /** Why the value may be infinite, where the formula allows it: "no closed trade lost". */
  readonly infiniteWhen?: string;
  /** NaN when undefined, never 0 instead. */
  compute(input: MetricInput): number;
}
