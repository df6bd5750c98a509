import { describe, expect, it } from "vitest";
import { runDetailFixture } from "../../../test/support/run-detail-fixture.ts";
import { runReturns } from "../run-returns.ts";
import { DRAWDOWN_SHARES, monteCarloAnalysis } from "./monte-carlo-analysis.ts";
import { isRerunMethod, MONTE_CARLO_METHODS, type MonteCarloMethod, monteCarloMethod } from "./monte-carlo-methods.ts";

const detail = runDetailFixture({ sessions: 400, trades: 30 });
const drawn = (Object.keys(MONTE_CARLO_METHODS) as MonteCarloMethod[]).filter((method) => !isRerunMethod(method));

describe("monteCarloAnalysis", () => {
  it.each(drawn)("%s: numbers that agree with each other", (method) => {
    const found = monteCarloAnalysis(detail, { method, paths: 200 });
    const metric = (id: string) => found.metrics.find((interval) => interval.id === id)!;
    const { low, median, high } = metric("finalEquity");
    const at = (column: number) => found.fan!.equity[column]!.at(-1)!;
    // the fan ends where the interval of the final equity lies, and the drawdowns are the metric's
    expect([at(0), at(2), at(4)]).toEqual([low, median, high].map((value) => expect.closeTo(value, 6)));
    expect(found.drawdowns[DRAWDOWN_SHARES.indexOf(0.5)]).toBeCloseTo(metric("maxDrawdown").median, 9);
    expect(found.endsInLoss).toBe(found.lossProbability!.at(-1));
    for (let i = 1; i < found.ruin.length; i++) {
      expect(found.ruin[i]!.ofStart).toBeLessThanOrEqual(found.ruin[i - 1]!.ofStart);
      expect(found.ruin[i]!.fromPeak).toBeGreaterThanOrEqual(found.ruin[i]!.ofStart);
    }
    expect(monteCarloAnalysis(detail, { method, paths: 200 })).toEqual(found);
  });

  it("observes what the run's own metrics say", () => {
    const { metrics, observed } = monteCarloAnalysis(detail, { paths: 10 });
    const own = (id: string) => metrics.find((interval) => interval.id === id)!.observed;
    expect(own("totalReturn")).toBeCloseTo(detail.record.metrics.totalReturn!, 9);
    expect(own("sharpeRatio")).toBeCloseTo(detail.record.metrics.sharpeRatio!, 9);
    expect(observed!.at(-1)).toBeCloseTo(own("finalEquity"), 6);
  });

  it("ends every shuffle of trades at the same equity", () => {
    const { metrics, kelly } = monteCarloAnalysis(detail, { method: "trade-shuffle", paths: 50 });
    const { observed, low, high } = metrics.find(({ id }) => id === "finalEquity")!;
    expect(low).toBeCloseTo(observed, 6);
    expect(high).toBeCloseTo(observed, 6);
    expect(kelly).toBeNull();
  });

  it("draws paths as long as asked", () => {
    const { fan, periods, observed } = monteCarloAnalysis(detail, { horizon: 1000, paths: 5 });
    expect(periods).toBe(1000);
    expect(fan!.horizons.at(-1)).toBe(1000);
    expect(observed!.at(-1)).toBeNaN();
  });

  it("puts the median near the record and the standard error near theory", () => {
    const { metrics } = monteCarloAnalysis(detail, { method: "bootstrap", paths: 4000 });
    const { returns, periodsPerYear } = runReturns(detail);
    const { observed, low, high } = metrics.find(({ id }) => id === "sharpeRatio")!;
    // nine of ten lie within 1.645 standard errors, √(252/400) = 0.794 where the Sharpe ratio is small (Lo 2002)
    const error = Math.sqrt(periodsPerYear / returns.length);
    expect((high - low) / (2 * 1.645 * error)).toBeCloseTo(1, 1);
    expect(Math.abs((high + low) / 2 - observed)).toBeLessThan(0.1 * error);
  });

  it("refuses what can't be drawn from", () => {
    const none = { ...detail, trades: { ...detail.trades, length: 0 } };
    expect(() => monteCarloAnalysis(none, { method: "trade-bootstrap" })).toThrow("0 closed trades are too few");
    const sessions = (equity: (i: number) => number) => ({
      ...detail,
      sessions: { ...detail.sessions, equity: detail.sessions.equity.map((_, i) => equity(i)) },
    });
    expect(() =>
      monteCarloAnalysis(
        sessions((i) => (i < 9 ? 100_000 : 0)),
        { method: "gbm" },
      ),
    ).toThrow("lost everything");
    expect(() =>
      monteCarloAnalysis(
        sessions(() => 100_000),
        { method: "garch" },
      ),
    ).toThrow("don't vary");
    const short = runDetailFixture({ sessions: 40 });
    expect(() => monteCarloAnalysis(short, { method: "regime-switching" })).toThrow("40 sessions are too few");
    expect(() => monteCarloAnalysis(detail, { method: "permutation" })).toThrow("from a run's record alone");
    expect(() => monteCarloAnalysis(detail, { paths: 0 })).toThrow("paths");
    expect(() => monteCarloMethod("bootstrp")).toThrow("bootstrap");
  });
});
