import { describe, expect, it } from "vitest";
import { dailyBars } from "../../test/support/random-simulation.ts";
import { runSpec } from "../../test/support/run-spec.ts";
import { thrown } from "../../test/support/thrown.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { createSha256 } from "../core/sha256.ts";
import { adjustBars } from "../data/prepare/adjust-bars.ts";
import { crossedAbove, crossedBelow } from "../indicators/crossed.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { createBars } from "../market/create-bars.ts";
import { panelOf } from "../market/panel.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { NO_COSTS } from "../trading/costs/cost-settings.ts";
import { checkActions } from "./check-actions.ts";
import { universalPorts } from "./default-ports.ts";
import { executePortfolioRun } from "./execute-portfolio-run.ts";
import { executeRun } from "./execute-run.ts";
import { dataHash } from "./identity.ts";

const FREE = { costs: NO_COSTS, benchmark: "hold" } as const;

function run(strategy: Strategy, bars: Bars, actions: readonly CorporateAction[] | null, benchmark = "hold") {
  const spec = runSpec({ params: { fast: 5, slow: 20 } });
  const settings = { ...spec.settings, ...FREE, benchmark };
  return executeRun({ spec: { ...spec, settings }, strategy, bars, actions }, universalPorts());
}

const split = (day: number, from: number, to: number): CorporateAction => ({ kind: "split", day, from, to });
const dividend = (day: number, amount: number): CorporateAction => ({ kind: "dividend", day, amount, currency: "USD" });

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return {
      entries: crossedAbove(fast, slow),
      exits: crossedBelow(fast, slow),
      stopLoss: close.times(0.9),
      plot: { slow },
    };
  },
});

/** A walk as it would have traded: seven times the price before a split on day 150, and twice that before one on day 300. */
function walkWithSplits(): { adjusted: Bars; raw: Bars; actions: CorporateAction[] } {
  const adjusted = walkBars(400, 3);
  const days = [adjusted.session[150]!, adjusted.session[300]!] as const;
  const factor = (i: number) => (i < 150 ? 14 : i < 300 ? 2 : 1);
  const times = (column: Float64Array) => column.map((price, i) => price * factor(i));
  const [open, high, low, close] = [
    times(adjusted.open),
    times(adjusted.high),
    times(adjusted.low),
    times(adjusted.close),
  ];
  const raw = createBars({ ...adjusted, open, high, low, close, ticksPerUnit: null });
  return { adjusted, raw, actions: [split(days[0], 1, 7), split(days[1], 1, 2)] };
}

describe("a point-in-time run", () => {
  it("has the trades and the equity of one on split-adjusted prices, stops of the strategy's own included", async () => {
    const { adjusted, raw, actions } = walkWithSplits();
    const [plain, pointInTime] = [await run(cross, adjusted, null), await run(cross, raw, actions)];
    expect(plain.result.trades.length).toBeGreaterThan(5);
    expect([...pointInTime.result.fills.bar]).toEqual([...plain.result.fills.bar]);
    expect([...pointInTime.result.trades.exitReason]).toEqual([...plain.result.trades.exitReason]);
    plain.result.equity.forEach((equity, i) => {
      expect(Math.abs(pointInTime.result.equity[i]! / equity - 1)).toBeLessThan(1e-9);
    });
    expect(pointInTime.detail.record.metrics.benchmarkReturn).toBeCloseTo(
      plain.detail.record.metrics.benchmarkReturn!,
      9,
    );
    // The average is drawn over the raw price: in the shares of the day.
    expect(pointInTime.plot.get("slow")![100]! / plain.plot.get("slow")![100]!).toBeCloseTo(14, 9);
  });

  it("says so, counts dividends, and checks what the strategy knew on what it saw", async () => {
    const { raw, actions } = walkWithSplits();
    const paid = dividend(raw.session[200]!, raw.close[199]! / 100);
    const { detail, result } = await run(cross, raw, [...actions, paid]);
    const { record } = detail;
    expect(record.data.adjustment).toBe("point-in-time");
    expect(record.guards.lookAhead.status).toBe("proved");
    const total = result.trades.dividends.reduce((sum, one) => sum + one, 0);
    expect(record.metrics.totalDividends).toBe(total);
    expect(result.cashEvents.length).toBe(result.quantity[199] === 0 ? 0 : 1);
  });

  it("tells a strategy nothing before it was known: prices seen at a bar don't change with later actions", async () => {
    const { raw, actions } = walkWithSplits();
    const seen: number[][] = [];
    const opaque = defineStrategy({
      name: "opaque",
      requiredHistory: () => 1,
      signals({ close }) {
        const values = close.values;
        seen.push([...values]);
        return {
          entries: Uint8Array.from(values, (price, i) => Number(price > (values[i - 1] ?? Infinity))),
          exits: new Uint8Array(values.length),
        };
      },
    });
    const { detail } = await run(opaque, raw, actions, "none");
    expect(detail.record.guards.lookAhead.status).toBe("passed");
    const [whole] = seen;
    seen.splice(0);
    await run(opaque, raw, actions.slice(0, 1), "none");
    expect(seen[0]!.slice(0, 300)).toEqual(whole!.slice(0, 300));
  });

  it("is named by its prices and its actions together", async () => {
    const { raw, actions } = walkWithSplits();
    const hashes = [null, [], actions, actions.slice(1)].map((given) => dataHash(raw, createSha256, given));
    expect(new Set(hashes).size).toBe(4);
    expect((await run(cross, raw, actions)).detail.record.dataHash).toBe(hashes[2]);
    // What came before the bars, or after them, is no part of the run.
    const others = [dividend(raw.session[0]! - 1, 1), ...actions, split(raw.session.at(-1)! + 1, 1, 2)];
    expect((await run(cross, raw, others)).detail.record.dataHash).toBe(hashes[2]);
  });

  it("notes what of the actions isn't used", async () => {
    const bars = dailyBars([
      [100, 100],
      [100, 100],
      [99, 99],
    ]);
    const { detail } = await run(cross, bars, [dividend(19_000, 1), dividend(20_002, 200)]);
    const ours = detail.record.notes.filter((note) => note.startsWith("the dividend"));
    expect(ours).toEqual(["the dividend of 2024-10-06: not used: it pays 200, the close before was 100"]);
  });

  it("shows callbacks one scale of prices, and takes theirs in it", async () => {
    const { adjusted, raw, actions } = walkWithSplits();
    const told = (into: number[]) =>
      defineStrategy({
        name: "caller",
        params: { fast: int(5), slow: int(20) },
        requiredHistory: (p) => p.slow,
        timeframes: { week: "1w" },
        indicators: ({ close }, p, { week }) => ({ slow: sma(close, p.slow), weekly: week.close }),
        onBar({ at, bar, past, position, waiting, buy, sell, close, modify, cancelAll }) {
          into.push(bar.close / past.close.ago(3), at.slow.now / bar.close, at.weekly.now / bar.close);
          if (position.isFlat && bar.close > at.slow.now) {
            cancelAll();
            const order = buy({ limit: bar.close * 0.99, stopLoss: bar.close * 0.9, timeInForce: { bars: 3 } });
            if (bar.index % 2 === 0) modify(order, { limit: bar.close * 0.995 });
          } else if (position.isLong && bar.close < at.slow.now) close();
          else if (position.isLong && waiting === 0) sell({ trail: { amount: bar.close * 0.05 }, reduceOnly: true });
          if (position.isLong) into.push(position.averagePrice / bar.close, position.stop / bar.close);
        },
        onFill: ({ fill, bar }) => void into.push(fill.price / bar.close),
      });
    const [ofPlain, ofRaw]: [number[], number[]] = [[], []];
    const [plain, pointInTime] = [await run(told(ofPlain), adjusted, null), await run(told(ofRaw), raw, actions)];
    expect(plain.result.trades.length).toBeGreaterThan(5);
    expect([...pointInTime.result.fills.bar]).toEqual([...plain.result.fills.bar]);
    expect([...pointInTime.result.orders.reason]).toEqual([...plain.result.orders.reason]);
    plain.result.equity.forEach((equity, i) => {
      expect(Math.abs(pointInTime.result.equity[i]! / equity - 1)).toBeLessThan(1e-9);
    });
    expect(ofRaw.length).toBe(ofPlain.length);
    ofPlain.forEach((value, k) => void expect(Math.abs(ofRaw[k]! - value)).toBeLessThan(1e-9));
    expect(pointInTime.detail.record.guards.lookAhead.status).toBe("proved");
    expect(pointInTime.detail.record.data.adjustment).toBe("point-in-time");
  });

  it("does so on several instruments, each in its own scale", async () => {
    const { adjusted, raw, actions } = walkWithSplits();
    const strategy = defineStrategy({
      name: "caller",
      params: { fast: int(5), slow: int(20) },
      requiredHistory: (p) => p.slow,
      indicators: ({ close }, p) => ({ slow: sma(close, p.slow) }),
      onBar({ instruments }) {
        for (const { at, bar, position, buy, close, cancelAll } of instruments)
          if (position.isFlat && bar.close > at.slow.now) {
            cancelAll();
            buy({ size: { fraction: 0.4 }, limit: bar.close * 0.99, stopLoss: bar.close * 0.9 });
          } else if (position.isLong && bar.close < at.slow.now) close();
      },
    });
    const other = walkBars(400, 5);
    const second = { ...other, adjustment: "raw", instrument: { ...other.instrument, symbol: "B" } } as const;
    const both = (first: Bars, actionsOf: readonly (readonly CorporateAction[] | null)[] | null) => {
      const spec = runSpec({ params: { fast: 5, slow: 20 } });
      const settings = { ...spec.settings, ...FREE, benchmark: "none" };
      const panel = panelOf([first, second]);
      return executePortfolioRun({ spec: { ...spec, settings }, strategy, panel, actionsOf }, universalPorts());
    };
    const [plain, pointInTime] = [await both(adjusted, null), await both(raw, [actions, []])];
    expect(plain.account.trades.length).toBeGreaterThan(10);
    for (const k of [0, 1])
      expect([...pointInTime.result.instruments[k]!.fills.bar]).toEqual([...plain.result.instruments[k]!.fills.bar]);
    plain.result.equity.forEach((equity, i) => {
      expect(Math.abs(pointInTime.result.equity[i]! / equity - 1)).toBeLessThan(1e-9);
    });
  });

  it("refuses prices that hold what it would book", async () => {
    const { raw, actions } = walkWithSplits();
    const adjusted = adjustBars(raw, actions, { mode: "total" }).bars;
    await expect(run(cross, adjusted, actions)).rejects.toMatchObject({ code: "BACKSIGHT_ADJUSTED_TWICE" });
  });
});

it("actions are splits and dividends, and nothing else", () => {
  expect(checkActions([split(1, 1, 2), dividend(2, 0.5)])).toHaveLength(2);
  for (const wrong of [
    {},
    [{ kind: "split", day: 1, from: 0, to: 2 }],
    [{ kind: "dividend", day: 1.5, amount: 1, currency: "USD" }],
    [null],
  ])
    expect(thrown(() => checkActions(wrong)).code).toBe("BACKSIGHT_ARGUMENT");
});
