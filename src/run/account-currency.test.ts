import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { dailyBars } from "../../test/support/random-simulation.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { inAccountCurrency } from "../data/prepare/in-account-currency.ts";
import { backtest, sweep } from "../index.ts";
import type { Bars } from "../market/bars.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { definePortfolio } from "../strategy/portfolio/define-portfolio.ts";
import { StrategyFactory } from "../strategy/strategy-factory.ts";
import { currencyEffect } from "./currency-effect.ts";

const named = (bars: Bars, symbol: string, currency = "USD"): Bars => ({
  ...bars,
  instrument: { ...bars.instrument, symbol, currency },
});
const times = (bars: Bars, factor: number): Bars => ({
  ...bars,
  open: bars.open.map((price) => price * factor),
  high: bars.high.map((price) => price * factor),
  low: bars.low.map((price) => price * factor),
  close: bars.close.map((price) => price * factor),
  ticksPerUnit: null,
});
/** A rate that is known before the first bar opens, and never changes. */
const constantRate = (bars: Bars, rate: number): Bars => {
  const price = new Float64Array(bars.length).fill(rate);
  const earlier = (column: Float64Array) => column.map((time) => time - 86_400_000);
  return {
    ...named(bars, "EURUSD"),
    ...{ open: price, high: price, low: price, close: price, ticksPerUnit: null },
    ...{ time: earlier(bars.time), closeTime: earlier(bars.closeTime) },
  };
};
const cross = StrategyFactory.create("sma-cross", { fast: 3, slow: 8 });
const patient = defineStrategy({
  name: "patient",
  direction: "both",
  onBar({ bar, buy, sell, close, position }) {
    if (bar.index % 14 === 0) buy({ stopLoss: { fraction: 0.03 }, limit: bar.close * 1.01 });
    else if (bar.index % 14 === 7 && position.isLong) close();
    else if (bar.index % 14 === 9) sell({ stop: bar.low * 0.99, takeProfit: { fraction: 0.02 } });
  },
});
const quiet = { store: false, costs: { commission: 0.001, slippage: 0.0005 } } as const;

describe("an account in another currency than its instruments'", () => {
  it("can be followed on paper", async () => {
    // A euro costs 1.1, 1.2 and then 1.5 dollars at the closes of three days; what is known at an open is the close before.
    const rates = named(
      dailyBars([
        [1.1, 1.1],
        [1.2, 1.2],
        [1.5, 1.5],
        [1.5, 1.5],
      ]),
      "EURUSD",
    );
    const all = dailyBars([
      [10, 10],
      [10, 20],
      [20, 30],
      [30, 30],
    ]);
    const bars = named(sliceBars(all, 1, 4), "AIR", "EUR");
    const strategy = defineStrategy({
      name: "buys",
      onBar: ({ bar, buy }) => {
        if (bar.index === 0) {
          expect([bar.open, bar.close]).toEqual([10, 20]);
          buy({ size: 100 });
        }
      },
    });
    const run = await backtest(strategy, bars, { fx: { EURUSD: rates }, cash: 10_000, costs: "none", store: false });
    // The second day opens at 20 euros, 24 dollars; it ends at 30 euros of 1.5: 45 dollars.
    expect([...run.fills.price]).toEqual([24]);
    expect([...run.equity]).toEqual([10_000, 12_100, 12_100]);
    // 100 × 1.2 × 10 by the price, 100 × 30 × 0.3 by the euro.
    const { prices, currency } = currencyEffect(inAccountCurrency(bars, { EURUSD: rates }, "USD"), run.trades);
    expect([prices, currency].map((value) => value.toFixed(9))).toEqual(["1200.000000000", "900.000000000"]);
    expect(run.detail.record.notes.join()).toContain("AIR: +1200.00 by its prices in EUR, +900.00 by EUR in USD");
    expect(run.detail.record.data.adjustment).toBe("raw");
  });

  it.each([
    ["signals", cross],
    ["callbacks", patient],
  ])("%s: prices of a fourth in a currency worth four are the same run, to the bit", async (_, strategy) => {
    const bars = walkBars(200, 5);
    const foreign = named(times(bars, 0.25), bars.instrument.symbol, "EUR");
    const options = { ...quiet, stopLoss: 0.05 };
    const [here, there] = [
      await backtest(strategy, times(bars, 1), options),
      await backtest(strategy, foreign, { ...options, fx: { EURUSD: constantRate(bars, 4) } }),
    ];
    expect(here.trades.length).toBeGreaterThan(5);
    expect(there.equity).toEqual(here.equity);
    expect(there.fills).toEqual(here.fills);
    const other = await backtest(strategy, foreign, { ...options, fx: { USDEUR: constantRate(bars, 0.25) } });
    expect(other.equity).toEqual(here.equity);
  });

  it("several instruments of several currencies are the same portfolio, to the bit", async () => {
    const markets = [1, 2, 3].map((seed) => named(times(randomMarket("continuous", seed, 300), 1), `N${seed}`));
    const fx = { EURUSD: constantRate(markets[0]!, 4), GBPUSD: constantRate(markets[0]!, 8) };
    const foreign = [
      markets[0]!,
      named(times(markets[1]!, 0.25), "N2", "EUR"),
      named(times(markets[2]!, 0.125), "N3", "GBP"),
    ];
    const thirds = definePortfolio({
      name: "thirds",
      rebalance: { everyBars: 20 },
      allocate: (view) => Array.from(view.returnsOver(5), (change) => (change > 0 ? 0.3 : 0.1)),
    });
    for (const strategy of [cross, thirds, patient]) {
      const here = await backtest(strategy, markets, quiet);
      const there = await backtest(strategy, foreign, { ...quiet, fx });
      expect(there.equity).toEqual(here.equity);
      expect(there.trades.pnl).toEqual(here.trades.pnl);
    }
    const grid = await sweep(cross, foreign, { fast: [2, 4], slow: [9, 12] }, { ...quiet, fx });
    const plain = await sweep(cross, markets, { fast: [2, 4], slow: [9, 12] }, quiet);
    expect(grid.columns.finalEquity).toEqual(plain.columns.finalEquity);
  });

  it("splits what trades earned into prices and currency, and nothing is left", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), async (seed) => {
        const bars = walkBars(120, seed);
        const rate = named(times(walkBars(120, seed + 1), 0.01), "EURUSD");
        const earlier = { ...rate, time: rate.time.map((t) => t - 1e9), closeTime: rate.closeTime.map((t) => t - 1e9) };
        const foreign = named(bars, "AIR", "EUR");
        const fx = { EURUSD: earlier };
        const run = await backtest(cross, foreign, { ...quiet, costs: "none", fx });
        const { prices, currency } = currencyEffect(inAccountCurrency(foreign, fx, "USD"), run.trades);
        const earned = run.trades.pnl.reduce((sum, pnl) => sum + pnl, 0);
        expect(prices + currency).toBeCloseTo(earned, 6);
        // Money is conserved: what trades earned is what the account gained.
        expect(run.equity.at(-1)! - 100_000).toBeCloseTo(earned, 6);
      }),
      { numRuns: 30 },
    );
  });

  it("knows no rate before it was there, and names the pair that is missing", async () => {
    const bars = named(walkBars(50, 1), "AIR", "EUR");
    const late = named(walkBars(50, 2), "EURUSD");
    await expect(backtest(cross, bars, { ...quiet, fx: { EURUSD: late } })).rejects.toThrow(
      "known before the first bar",
    );
    await expect(backtest(cross, bars, { ...quiet, fx: { GBPUSD: late } })).rejects.toMatchObject({
      code: "BACKSIGHT_FX",
      details: { symbol: "AIR", from: "EUR", to: "USD", known: "GBPUSD" },
    });
    await expect(backtest(cross, [bars, named(walkBars(50, 3), "IBM")], quiet)).rejects.toThrow("EUR and USD");
    await expect(backtest(cross, bars, { ...quiet, fx: 3 as never })).rejects.toThrow("{ EURUSD: bars }");
  });

  it("can be in the currency of the prices, which needs no rate", async () => {
    const bars = named(walkBars(50, 1), "AIR", "EUR");
    const [plain, own] = [
      await backtest(cross, bars, quiet),
      await backtest(cross, bars, { ...quiet, base: "EUR", fx: {} }),
    ];
    expect(own.equity).toEqual(plain.equity);
  });
});
