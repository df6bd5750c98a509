import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricInput, tradesOf } from "../../test/support/metric-input.ts";
import { averageHoldingDays } from "./average-holding-days.ts";
import { averageLoss, averageWin } from "./average-win-loss.ts";
import { closedTrades } from "./closed-trades.ts";
import { expectancy } from "./expectancy.ts";
import { grossLoss, grossProfit } from "./gross-profit.ts";
import { kellyFraction } from "./kelly-fraction.ts";
import { payoffRatio } from "./payoff-ratio.ts";
import { profitFactor } from "./profit-factor.ts";
import { longestLossStreak, longestWinStreak } from "./streaks.ts";
import { systemQualityNumber } from "./system-quality-number.ts";
import { openTradesMetric, tradesCountMetric } from "./trades-count.ts";
import { winRate } from "./win-rate.ts";

const column = (...values: number[]) => Float64Array.from(values);
const none = column();

describe("statistics of closed trades", () => {
  it("leave open trades out and count them apart", () => {
    const trades = tradesOf([
      { pnl: 5, days: 1 },
      { pnl: 100, days: 9, open: true },
      { pnl: -3, days: 4 },
    ]);
    expect(closedTrades(trades, trades.pnl)).toEqual(column(5, -3));
    expect(averageHoldingDays(trades)).toBe(2.5);
    expect(tradesCountMetric.compute(metricInput({ trades }))).toBe(2);
    expect(openTradesMetric.compute(metricInput({ trades }))).toBe(1);
  });

  it("count a trade that ends at exactly 0 as neither win nor loss", () => {
    const pnl = column(10, 0, -5, 0);
    expect(winRate(pnl)).toBe(0.25);
    expect(grossProfit(pnl)).toBe(10);
    expect(grossLoss(pnl)).toBe(-5);
    expect(averageWin(pnl)).toBe(10);
    expect(averageLoss(pnl)).toBe(-5);
    expect(payoffRatio(pnl)).toBe(2);
    expect(expectancy(pnl)).toBe(1.25);
  });

  it("say ∞ without a loss and NaN without a trade", () => {
    expect(profitFactor(column(1, 2))).toBe(Infinity);
    expect(profitFactor(column(-1, -2))).toBe(0);
    expect(profitFactor(column(0, 0))).toBeNaN();
    for (const statistic of [winRate, profitFactor, expectancy, grossProfit, grossLoss, payoffRatio, kellyFraction]) {
      expect(statistic(none)).toBeNaN();
    }
    expect(averageHoldingDays(tradesOf([]))).toBeNaN();
  });

  it("have no payoff or Kelly fraction without a win or without a loss", () => {
    for (const pnl of [column(1, 2), column(-1, -2), column(0)]) {
      expect(payoffRatio(pnl)).toBeNaN();
      expect(kellyFraction(pnl)).toBeNaN();
    }
    expect(averageWin(column(-1))).toBeNaN();
    expect(averageLoss(column(1))).toBeNaN();
  });

  it("give Kelly's 20 % for an even bet won 60 % of the time", () => {
    expect(kellyFraction(column(1, 1, 1, -1, -1))).toBeCloseTo(0.2, 15);
    expect(kellyFraction(column(1, -1, -1))).toBeLessThan(0);
  });

  it("score the mean trade by its deviation", () => {
    // 1, 3: mean 2, std √2, √2 × 2 / √2.
    expect(systemQualityNumber(column(1, 3))).toBeCloseTo(2, 15);
    expect(systemQualityNumber(column(0.1, 0.1, 0.1))).toBeNaN();
    expect(systemQualityNumber(column(1))).toBeNaN();
  });

  it("count streaks that a 0 ends", () => {
    const pnl = column(1, 1, 0, 1, -1, -2, -3, 1, 1);
    expect(longestWinStreak(pnl)).toBe(2);
    expect(longestLossStreak(pnl)).toBe(3);
    expect(longestWinStreak(none)).toBe(0);
  });

  it("agree with each other", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), (values) => {
        const pnl = Float64Array.from(values);
        const n = values.length;
        expect(grossProfit(pnl) + grossLoss(pnl)).toBeCloseTo(expectancy(pnl) * n, 8);
        expect(longestWinStreak(pnl)).toBeLessThanOrEqual(Math.round(winRate(pnl) * n));
        const [won, lost] = [values.filter((v) => v > 0).length, values.filter((v) => v < 0).length];
        if (won > 0 && lost > 0) expect(profitFactor(pnl)).toBeCloseTo((payoffRatio(pnl) * won) / lost, 9);
      }),
    ));
});
