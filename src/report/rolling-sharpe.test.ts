import { describe, expect, it } from "vitest";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { sharpeRatio } from "../metrics/sharpe-ratio.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { simpleReturns } from "../run/session-equity.ts";
import { periodEquity } from "./period-equity.ts";
import { runRollingSharpe } from "./rolling-sharpe.ts";

function withData(detail: RunDetail, data: Partial<RunDetail["record"]["data"]>): RunDetail {
  return { ...detail, record: { ...detail.record, data: { ...detail.record.data, ...data } } };
}

describe("periodEquity", () => {
  it("takes sessions, and the calendar's number of them", () => {
    const detail = runDetailFixture({ sessions: 30 });
    const years = (calendar: string) => periodEquity(withData(detail, { calendar })).periodsPerYear;
    expect([years("us-equity"), years("24x7"), years("none")]).toEqual([252, 365, 252]);
    expect(periodEquity(detail).equity).toBe(detail.sessions.equity);
  });

  it("takes the bars where they are longer than a day", () => {
    const detail = runDetailFixture({ sessions: 30 });
    const periods = (timeframe: string) => periodEquity(withData(detail, { timeframe }));
    expect([periods("1w").periodsPerYear, periods("2w").periodsPerYear, periods("3mo").periodsPerYear]).toEqual([
      52, 26, 4,
    ]);
    expect(periods("1w").equity).toBe(detail.curve.equity);
  });
});

describe("runRollingSharpe", () => {
  it("is the Sharpe ratio of each trailing window", () => {
    const detail = runDetailFixture({ sessions: 504 });
    const rolling = runRollingSharpe(detail)!;
    expect(rolling.window).toBe(252);
    expect(rolling.strategy[250]).toBeNaN();
    const returns = simpleReturns(detail.sessions.equity, 100_000);
    expect(rolling.strategy[251]).toBe(sharpeRatio(returns.slice(0, 252), { periodsPerYear: 252 }));
    expect(rolling.strategy[503]).toBe(sharpeRatio(returns.slice(252), { periodsPerYear: 252 }));
  });

  it("takes the longest window that fits twice", () => {
    const window = (sessions: number) => runRollingSharpe(runDetailFixture({ sessions, trades: 2 }))?.window;
    expect([503, 252, 251, 126, 125].map(window)).toEqual([126, 126, 63, 63, undefined]);
  });

  it("keeps an absent benchmark absent", () => {
    const { benchmark } = runRollingSharpe(runDetailFixture({ sessions: 140, hasBenchmark: false }))!;
    expect(benchmark.every(Number.isNaN)).toBe(true);
  });
});
