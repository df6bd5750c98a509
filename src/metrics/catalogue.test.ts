import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricsPage } from "../../scripts/metrics-page.ts";
import { emptyInput, metricInput, QUARTER, tradesOf } from "../../test/support/metric-input.ts";
import { computeMetrics, METRICS, metricById } from "./catalogue.ts";
import { cumulativeReturns } from "./cumulative-returns.ts";
import type { MetricInput } from "./metric.ts";

/** Names that results in JSON promise. */
const PROMISED = `totalReturn cagr volatility sharpeRatio sharpeStandardError sortinoRatio calmarRatio maxDrawdown
  maxDrawdownDays winRate profitFactor expectancy tradesCount openTrades exposure turnover finalEquity benchmarkReturn
  excessReturn alpha beta totalCommission totalSlippage`.split(/\s+/);

// The run of `metricInput`: r = 0.1, −0.1, 0, 0.2 (mean 0.05; deviations 0.05, −0.15, −0.05, 0.15; their squares sum to
// 0.05, cubes to 0, fourth powers to 0.001025), b = 0.1, −0.1, 0.05, 0 (mean 0.0125; deviations 0.0875, −0.1125,
// 0.0375, −0.0125; squares sum to 0.021875), products of the deviations sum to 0.0175. Four periods a year, one year.
const STD = Math.sqrt(0.05 / 3);
const TRACKING = Math.sqrt(0.036875 / 3); // r − b: 0, 0, −0.05, 0.2; mean 0.0375
const ON_PAPER: Record<string, number> = {
  totalReturn: 0.188, // 1.1 × 0.9 × 1 × 1.2 − 1
  cagr: 0.188, // in one year
  annualReturn: 0.188,
  finalEquity: 118.8,
  netProfit: 18.8,
  totalDividends: 1.75,
  bestPeriod: 0.2,
  worstPeriod: -0.1,
  winningPeriods: 0.5,
  stability: stabilityOnPaper(),
  volatility: STD * 2,
  downsideDeviation: 0.1, // √(0.1² / 4) × 2
  maxDrawdown: -0.1, // 110 → 99
  maxDrawdownDays: 3 * QUARTER, // from the first close to the fourth
  recoveryDays: 2 * QUARTER, // first at 99 in the second quarter
  longestDrawdownDays: 3 * QUARTER,
  averageDrawdown: -0.1,
  averageDrawdownDays: 3 * QUARTER,
  timeUnderWater: 0.5,
  ulcerIndex: Math.sqrt((2 * 0.01) / 4),
  painIndex: (2 * 0.1) / 4,
  valueAtRisk: -0.085, // −0.1, 0, …: 0.15 of the way
  conditionalValueAtRisk: -0.1, // ⌊3 × 0.05⌋ + 1 = 1 value
  tailRatio: 0.185 / 0.085, // 0.1 + 0.85 × 0.1 above
  skewness: 0,
  excessKurtosis: 0.001025 / 4 / (0.0125 * 0.0125) - 3,
  autocorrelation: -0.15, // (−0.0075 + 0.0075 − 0.0075) / 0.05
  sharpeRatio: (0.05 / STD) * 2,
  sharpeStandardError: Math.sqrt((1 + (0.64 / 4) * 0.15) / 3) * 2, // SR² = 0.0025 / (0.05 / 3), γ₃ = 0, γ₄ = 1.64
  adjustedSharpeRatio: (0.188 / (2 * STD)) * (1 + (1.36 / 24) * (0.188 / (2 * STD)) * (0.188 / (2 * STD))),
  sortinoRatio: 2, // 0.05 / 0.05 × 2
  calmarRatio: 1.88,
  sterlingRatio: 1.88, // one drawdown
  burkeRatio: 1.88,
  martinRatio: 0.188 / Math.sqrt(0.005),
  painRatio: 0.188 / 0.05,
  omegaRatio: 3, // 0.3 / 0.1
  upsidePotentialRatio: 1.5, // 0.075 / 0.05
  gainToPain: 2, // 0.2 / 0.1
  commonSenseRatio: (0.185 / 0.085) * 3,
  recoveryFactor: 1.88,
  tradesCount: 4,
  openTrades: 1,
  winRate: 0.5,
  profitFactor: 2.5, // 50 / 20
  expectancy: 7.5, // 30 / 4
  payoffRatio: 2.5, // 25 / 10
  averageTrade: 0.075,
  averageWin: 25,
  averageLoss: -10,
  bestTrade: 0.3,
  worstTrade: -0.1,
  averageMae: -0.04,
  averageMfe: 0.08,
  edgeRatio: 2,
  winnersMae: -0.04,
  grossProfit: 50,
  grossLoss: -20,
  longestWinStreak: 2,
  longestLossStreak: 2,
  averageHoldingDays: 3, // (1 + 2 + 3 + 6) / 4
  systemQualityNumber: (2 * 7.5) / Math.sqrt(425), // squared deviations 156.25 + 506.25 + 306.25 + 306.25 = 3 × 425
  kellyFraction: 0.3, // 0.5 − 0.5 / 2.5
  exposure: 0.75,
  turnover: 2, // 426.8 / 2 / 106.7, in one year
  totalTurnover: 2,
  totalCommission: 3,
  totalSlippage: 2,
  totalSpread: 0.5,
  totalImpact: 0.25,
  totalTaxes: 0.125,
  totalFinancing: 0.125,
  totalCosts: 6,
  averageCost: 6 / 426.8,
  costsToGross: 6 / 24.8,
  breakEvenCost: 24.8 / 426.8,
  capacity: 400, // 18.8 + 0.25 = 19.05 before impact; 19.05 k² ÷ 4 = 19.05 k
  benchmarkReturn: 0.0395, // 1.1 × 0.9 × 1.05 − 1
  excessReturn: 0.1485,
  alpha: 1.04 * 1.04 * 1.04 * 1.04 - 1, // 0.05 − 0.8 × 0.0125 = 0.04 a period
  jensenAlpha: 0.188 - 0.8 * 0.0395,
  beta: 0.8, // 0.0175 / 0.021875
  upBeta: 2, // b 0.1, 0.05; r 0.1, 0
  downBeta: 3, // b −0.1, 0; r −0.1, 0.2
  correlation: Math.sqrt(0.28), // 0.0175 / √(0.05 × 0.021875)
  rSquared: 0.28,
  trackingError: TRACKING * 2,
  informationRatio: (0.0375 / TRACKING) * 2,
  treynorRatio: 0.235, // 0.188 / 0.8
  modiglianiRatio: 0.188 * Math.sqrt(0.021875 / 0.05),
  specificRisk: Math.sqrt(0.009) * 2, // r − 0.8 b: 0.02, −0.02, −0.04, 0.2; squared deviations sum to 0.036
  upCapture: (1.1 * 1.1 - 1) / (1.155 * 1.155 - 1), // two of four quarters: squared
  downCapture: 1, // −0.1 against −0.1
  captureRatio: (1.1 * 1.1 - 1) / (1.155 * 1.155 - 1),
};

/** R² of the logs of 1.1, 0.99, 0.99, 1.188 on 0, 1, 2, 3. */
function stabilityOnPaper(): number {
  const y = [1.1, 0.99, 0.99, 1.188].map(Math.log);
  const center = (y[0]! + y[1]! + y[2]! + y[3]!) / 4;
  const products = -1.5 * y[0]! - 0.5 * y[1]! + 0.5 * y[2]! + 1.5 * y[3]!;
  const squares = y.reduce((total, v) => total + (v - center) * (v - center), 0);
  return (products * products) / (5 * squares);
}

const anyReturns = fc.array(
  fc.integer({ min: -500, max: 500 }).map((n) => n / 1024),
  { maxLength: 40 },
);

/** Runs that hang together: equity compounds the returns, one bar a period. */
const anyInput: fc.Arbitrary<MetricInput> = fc
  .record({
    returns: anyReturns,
    benchmark: fc.option(anyReturns),
    pnl: fc.array(fc.record({ pnl: fc.integer({ min: -50, max: 50 }), days: fc.nat(9), open: fc.boolean() })),
    riskFree: fc.constantFrom(0, 0.03),
    notional: fc.nat(10_000),
  })
  .map(({ returns, benchmark, pnl, riskFree, notional }) => {
    const r = Float64Array.from(returns);
    return metricInput({
      startingCash: 1024,
      equity: cumulativeReturns(r, 1024),
      time: r.map((_, i) => (i + 1) * 86_400_000),
      quantity: r.map(Math.sign),
      returns: r,
      benchmarkReturns: benchmark === null ? undefined : r.map((_, i) => benchmark[i] ?? NaN),
      periodsPerYear: 252,
      riskFree,
      trades: tradesOf(pnl),
      tradedNotional: notional,
      totalCommission: notional / 1024,
      totalSlippage: notional / 2048,
    });
  });

describe("metric catalogue", () => {
  it("names every metric once, and all that results promise", () => {
    const ids = METRICS.map((metric) => metric.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(METRICS.map((metric) => metric.label)).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(PROMISED));
    expect(ids.length).toBeGreaterThanOrEqual(50);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z]*$/);
  });

  it("says formula, reference and when it is undefined, each on one line", () => {
    for (const { label, formula, reference, undefinedWhen } of METRICS) {
      for (const text of [label, formula, reference, undefinedWhen]) expect(text).toMatch(/^\S(.*\S)?$/);
    }
  });

  it("is what docs/metrics.md says", () => {
    expect(readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8")).toBe(metricsPage());
  });

  it("finds a metric by id and suggests the nearest for an unknown one", () => {
    expect(metricById("sharpeRatio").label).toBe("Sharpe ratio");
    expect(() => metricById("sharpRatio")).toThrow(
      expect.objectContaining({
        code: "BACKSIGHT_OPTION_UNKNOWN",
        message: expect.stringContaining('"sharpeRatio"'),
      }),
    );
    expect(() => metricById("constructor")).toThrow(expect.objectContaining({ code: "BACKSIGHT_OPTION_UNKNOWN" }));
  });
});

describe("computeMetrics", () => {
  const { values, undefined: reasons } = computeMetrics(metricInput());

  it("has a paper value for each metric", () => {
    expect(Object.keys(ON_PAPER).sort()).toEqual(METRICS.map((metric) => metric.id).sort());
    expect(reasons).toEqual({});
  });

  it.each(Object.entries(ON_PAPER))("%s is %d", (id, expected) => expect(values[id]).toBeCloseTo(expected, 12));

  it("computes only what it is asked for", () => {
    expect(computeMetrics(metricInput(), [metricById("winRate")])).toEqual({ values: { winRate: 0.5 }, undefined: {} });
  });

  it("calls nothing 0 that is undefined: without bars only counts and money paid have a value", () => {
    const empty = computeMetrics(emptyInput());
    const defined = METRICS.filter(({ id }) => !Number.isNaN(empty.values[id])).map(({ id }) => id);
    expect(defined).toEqual(METRICS.filter((metric) => metric.undefinedWhen === "never").map(({ id }) => id));
    for (const id of defined) expect(empty.values[id]).toBe(0);
    expect(empty.undefined.sharpeRatio).toBe("fewer than two periods, or returns that don't vary");
  });

  it("says why a value is infinite", () => {
    const won = computeMetrics(metricInput({ trades: tradesOf([{ pnl: 1, days: 1 }]) }));
    expect(won.values.profitFactor).toBe(Infinity);
    expect(won.undefined.profitFactor).toBe("infinite: no closed trade lost");
    // 18.8 % in one millisecond: 1.188^(3e10) is no number any more.
    const short = computeMetrics(metricInput({ time: Float64Array.of(0.25, 0.5, 0.75, 1) }));
    expect(short.values.cagr).toBe(Infinity);
    expect(short.undefined.cagr).toMatch(/^infinite: the run is so short/);
    expect(short.undefined.calmarRatio).toBe("infinite: beyond the largest number");
  });

  it("has no benchmark figures without a benchmark", () => {
    const alone = computeMetrics(metricInput({ benchmarkReturns: undefined }));
    for (const { id, group, undefinedWhen } of METRICS) {
      expect(Number.isNaN(alone.values[id]), id).toBe(group === "benchmark");
      if (group === "benchmark") expect(alone.undefined[id]).toBe(undefinedWhen);
    }
    for (const { group, undefinedWhen } of METRICS) {
      if (group === "benchmark") expect(undefinedWhen).toContain("no benchmark");
    }
  });

  it("measures a run that lost everything", () => {
    const ruined = computeMetrics(
      metricInput({ equity: Float64Array.of(50, 0, 0, 0), returns: Float64Array.of(-0.5, -1, 0, 0) }),
    ).values;
    expect(ruined).toMatchObject({ totalReturn: -1, cagr: -1, annualReturn: -1, maxDrawdown: -1, stability: NaN });
    expect(ruined.maxDrawdownDays).toBe(4 * QUARTER);
    expect(ruined.recoveryDays).toBeNaN();
    expect(ruined.calmarRatio).toBe(-1);
  });

  it("calls a Sharpe ratio of returns that don't vary undefined", () => {
    const flat = computeMetrics(metricInput({ returns: new Float64Array(4).fill(0.1), riskFree: 0.05 }));
    for (const id of ["sharpeRatio", "sharpeStandardError", "adjustedSharpeRatio", "skewness", "excessKurtosis"]) {
      expect(flat.values[id], id).toBeNaN();
    }
    expect(flat.values.volatility).toBe(0);
  });

  it("doubles money and keeps everything else to the bit when all money doubles", () =>
    fc.assert(
      fc.property(anyInput, (input) => {
        const doubled: MetricInput = {
          ...input,
          startingCash: 2 * input.startingCash,
          equity: input.equity.map((value) => 2 * value),
          trades: { ...input.trades, pnl: input.trades.pnl.map((value) => 2 * value) },
          tradedNotional: 2 * input.tradedNotional,
          totalCommission: 2 * input.totalCommission,
          totalSlippage: 2 * input.totalSlippage,
          totalSpread: 2 * input.totalSpread!,
          totalImpact: 2 * input.totalImpact!,
          totalTaxes: 2 * input.totalTaxes!,
          totalFinancing: 2 * input.totalFinancing!,
          impactCost: (scale) => 2 * input.impactCost!(scale),
        };
        const before = computeMetrics(input).values;
        const after = computeMetrics(doubled).values;
        for (const { id, unit } of METRICS) expect(after[id], id).toBe(before[id]! * (unit === "money" ? 2 : 1));
      }),
    ));

  it("changes none of its input, gives no −0, and a reason for exactly what is not finite", () =>
    fc.assert(
      fc.property(anyInput, (input) => {
        const { impactCost, ...columns } = input;
        const copy = structuredClone(columns);
        const result = computeMetrics(input);
        expect(columns).toEqual(copy);
        for (const { id } of METRICS) {
          const value = result.values[id]!;
          expect(Object.is(value, -0), id).toBe(false);
          expect(id in result.undefined, id).toBe(!Number.isFinite(value));
        }
      }),
    ));
});
