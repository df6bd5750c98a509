import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { int, num } from "../../core/params/parameter.ts";
import { SWEEP_STATISTICS } from "../../engine/vector/fast/sweep-statistics.ts";
import { backtest, sweep } from "../../index.ts";
import type { Bars } from "../../market/bars.ts";
import { panelOf, panelUntil } from "../../market/panel.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { range } from "../../optimize/spaces/search-range.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { definePortfolio } from "../../strategy/portfolio/define-portfolio.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { StrategyFactory } from "../../strategy/strategy-factory.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { axisOf } from "../simulate-portfolio.ts";
import { comboReturns } from "./combo-returns.ts";
import { createPartRunners } from "./part-runners.ts";
import { createPortfolioRunner } from "./portfolio-rows.ts";
import type { SweepRows } from "./rows-block.ts";

const named = (symbol: string, bars: Bars): Bars => ({ ...bars, instrument: { ...bars.instrument, symbol } });
/** The second ends before the others, the third begins after them. */
const markets = [
  named("A", randomMarket("lively", 1, 400)),
  named("B", sliceBars(randomMarket("lively", 2, 400), 0, 300)),
  named("C", sliceBars(randomMarket("quiet", 3, 400), 150, 400)),
];
const settings = { ...DEFAULT_SETTINGS, direction: "long", size: { kind: "fraction", fraction: 1 / 3 } } as const;

const cross = StrategyFactory.create("sma-cross");
const momentum = definePortfolio({
  name: "momentum",
  params: { slow: int(5) },
  rebalance: { everyBars: 24 },
  allocate: (view, { slow }) =>
    Array.from(view.returnsOver(slow), (change, k) => (view.isMember[k] && change > 0 ? 0.3 : 0)),
});
const weights = defineStrategy({
  name: "weights",
  params: { share: num(0.2) },
  signals: ({ close }, { share }) => ({
    weights: close.values.map((price, i) => (i % 30 === 0 ? (price > 95 ? share : 0) : NaN)),
  }),
});
const patient = defineStrategy({
  name: "patient",
  params: { bars: int(5) },
  onBar(ctx, { bars }) {
    for (const one of ctx.instruments) {
      if (one.bar.index % 40 === 0) one.buy();
      else if (one.bar.index % 40 === bars) one.close();
    }
  },
});
const cases: readonly (readonly [string, Strategy, readonly Record<string, number>[]])[] = [
  ["signals", cross as unknown as Strategy, [3, 5, 9].map((fast) => ({ fast, slow: 20 }))],
  ["weights of all", momentum as unknown as Strategy, [5, 24].map((slow) => ({ slow }))],
  ["weights of each", weights as unknown as Strategy, [0.1, 0.3].map((share) => ({ share }))],
  ["callbacks", patient as unknown as Strategy, [3, 11].map((bars) => ({ bars }))],
];

function rowsOf(strategy: Strategy, combos: readonly Record<string, number>[], instruments = markets): SweepRows {
  const panel = panelOf(instruments);
  const found: SweepRows[] = [];
  const request = { strategy, bars: axisOf(panel, null), several: { panel }, settings };
  createPortfolioRunner(request).run(combos, (rows) => found.push(rows));
  return found[0]!;
}

describe("a sweep over instruments that share cash", () => {
  it.each(cases)("%s: every row is the numbers of the run of its parameters", async (_, strategy, combos) => {
    const rows = rowsOf(strategy, combos);
    expect(rows.errors.size).toBe(0);
    for (const [k, params] of combos.entries()) {
      const { metrics } = await backtest(strategy, markets, {
        params,
        size: { fraction: 1 / 3 },
        direction: "long",
        store: false,
      });
      expect(metrics.tradesCount! + metrics.openTrades!).toBeGreaterThan(0);
      for (const name of SWEEP_STATISTICS)
        if (name in metrics) expect(rows.statistics[name][k], name).toBe(metrics[name] ?? NaN);
    }
  });

  it("has the returns of each combination as its run has them", async () => {
    const [, strategy, combos] = cases[0]!;
    const panel = panelOf(markets);
    const request = { strategy, bars: axisOf(panel, null), several: { panel }, settings };
    for (const [k, returns] of [...comboReturns(request, combos)].entries()) {
      const { detail } = await backtest(strategy, markets, {
        params: combos[k]!,
        size: { fraction: 1 / 3 },
        store: false,
      });
      const { equity } = detail.sessions;
      expect([...returns!]).toEqual(Array.from(equity, (money, i) => money / (equity[i - 1] ?? 100_000) - 1));
    }
  });

  it("computes a part on what was known by its end: an instrument that came later is not in it", () => {
    const [, strategy, combos] = cases[0]!;
    const panel = panelOf(markets);
    const request = { strategy, bars: axisOf(panel, null), several: { panel }, settings };
    const rows = createPartRunners(request).of({ begin: 0, end: 120 }).compute(combos);
    const early = markets.slice(0, 2).map((bars) => sliceBars(bars, 0, 120));
    expect(rows.statistics).toEqual(rowsOf(strategy, combos, early).statistics);
  });

  it("leaves the others alone when a combination fails", () => {
    const rows = rowsOf(cross as unknown as Strategy, [{ fast: 9, slow: 5 }, ...cases[0]![2]]);
    expect([...rows.errors.keys()]).toEqual([0]);
    expect(rows.errors.get(0)).toMatchObject({ code: "BACKSIGHT_PARAMETER_CONSTRAINT" });
    expect(rows.statistics.finalEquity[1]).toBe(
      rowsOf(cross as unknown as Strategy, cases[0]![2]).statistics.finalEquity[0],
    );
  });

  it("is what sweep() makes of a list of bars, and of a strategy that allocates", async () => {
    const grid = await sweep(cross, markets, { fast: range(3, 9, 2), slow: [15, 20] }, { store: false });
    expect(grid.length).toBe(8);
    expect(grid.summary.doors).toMatchObject({ plain: 8 });
    expect(grid.summary.closed).toBe("several instruments share the cash");
    const best = grid.best();
    expect((await best.run()).metrics.sharpeRatio).toBe(best.metrics.sharpeRatio);
    const { metrics } = await backtest(cross, markets, { params: best.params, store: false });
    expect(metrics.finalEquity).toBe(best.metrics.finalEquity);
    expect((await sweep(momentum, markets[0]!, { slow: [5, 24] }, { store: false })).length).toBe(2);
  });
});

it("the first rows of a panel are the panel of the first bars", () => {
  const panel = panelOf(markets);
  for (const rows of [1, 149, 151, 299, 301, 399, 400]) {
    const cut = panelUntil(panel, rows);
    const until = panel.closeTime[rows - 1]!;
    const known = markets.map((bars) => sliceUntil(bars, until)).filter((bars): bars is Bars => bars !== null);
    const expected = panelOf(known);
    expect(cut.instruments.map(({ instrument }) => instrument.symbol)).toEqual(
      known.map(({ instrument }) => instrument.symbol),
    );
    expect(cut.closeTime).toEqual(expected.closeTime);
    expect(cut.bars).toEqual(expected.bars);
    expect(cut.isMember).toEqual(expected.isMember);
    expect(cut.instruments.map(({ close }) => close)).toEqual(known.map(({ close }) => close));
  }
});

function sliceUntil(bars: Bars, until: number): Bars | null {
  const length = bars.closeTime.filter((time) => time <= until).length;
  return length === 0 ? null : sliceBars(bars, 0, length);
}
