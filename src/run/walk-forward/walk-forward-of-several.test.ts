import { describe, expect, it } from "vitest";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { int } from "../../core/params/parameter.ts";
import { sweep } from "../../index.ts";
import type { Bars } from "../../market/bars.ts";
import { panelOf } from "../../market/panel.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { smaCross } from "../../strategy/library/sma-cross.ts";
import { definePortfolio } from "../../strategy/portfolio/define-portfolio.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { universalPorts } from "../default-ports.ts";
import { executePortfolioRun } from "../execute-portfolio-run.ts";
import { createWalkForward } from "./walk-forward.ts";
import type { WalkForwardRunOptions } from "./walk-forward-options.ts";

const text = () => "";
const walkForward = createWalkForward({
  ports: async () => universalPorts(),
  presenter: { summary: text, html: text, markdown: text, write: async () => {} },
});
const named = (symbol: string, bars: Bars): Bars => ({ ...bars, instrument: { ...bars.instrument, symbol } });
/** The second ends early, the third begins late: the first windows don't know it. */
const markets = [
  named("A", walkBars(160, 5)),
  named("B", sliceBars(walkBars(160, 6), 0, 130)),
  named("C", sliceBars(walkBars(160, 7), 90, 160)),
];
const OPTIONS: WalkForwardRunOptions = {
  ...{ train: 80, test: 20, params: { slow: 12 }, space: { fast: [2, 4, 7] }, purge: 0, store: false },
};
const momentum = definePortfolio({
  name: "momentum",
  params: { rows: int(5) },
  rebalance: { everyBars: 5 },
  allocate: (view, { rows }) =>
    Array.from(view.returnsOver(rows), (change, k) => (view.isMember[k] && change > 0 ? 0.3 : 0)),
});
const patient = defineStrategy({
  name: "patient",
  params: { bars: int(5) },
  onBar(ctx, { bars }) {
    for (const one of ctx.instruments) {
      if (one.bar.index % 15 === 0) one.buy();
      else if (one.bar.index % 15 === bars) one.close();
    }
  },
});
const cases: readonly (readonly [string, unknown, WalkForwardRunOptions])[] = [
  ["signals", smaCross, OPTIONS],
  ["weights of all", momentum, { ...OPTIONS, params: {}, space: { rows: [3, 6, 9] } }],
  ["callbacks", patient, { ...OPTIONS, params: {}, space: { bars: [2, 5, 9] } }],
];

describe("a walk-forward over instruments that share cash", () => {
  it.each(cases)(
    "%s: each window is the run of its choice on what was known by its end",
    async (_, strategy, options) => {
      const run = await walkForward(strategy, markets, options);
      const { windows } = run.walkForward!;
      expect(windows).toHaveLength(4);
      const { spec } = run.detail.record;
      expect(run.books.map(({ instrument }) => instrument.symbol)).toEqual(["A", "B", "C"]);
      let { cash } = spec.settings;
      const { closeTime } = run.bars;
      for (const { params, outOfSample } of windows) {
        const until = Date.parse(outOfSample.end);
        const known = markets.map((bars) => upTo(bars, until)).filter((bars) => bars !== null);
        const described = { ...spec, params: params!, from: Date.parse(outOfSample.start), to: null };
        const { account } = await executePortfolioRun(
          {
            spec: { ...described, settings: { ...spec.settings, cash } },
            strategy: strategy as Strategy,
            panel: panelOf(known),
          },
          universalPorts(),
        );
        for (let row = account.start; row < account.equity.length; row++)
          expect(run.equity[closeTime.indexOf(account.bars.closeTime[row]!)]).toBe(account.equity[row]);
        cash = account.equity.at(-1)!;
      }
      expect(run.metrics.finalEquity).toBe(cash);
      expect(run.trades.length).toBeGreaterThan(3);
      const traded = new Set(Array.from(run.trades.instrument, (k) => run.trades.symbols[k]));
      expect(traded).toContain("C");
    },
  );

  it("chooses each window's parameters as a sweep over the training part does", async () => {
    const run = await walkForward(smaCross, markets, OPTIONS);
    const [first] = run.walkForward!.windows;
    const training = markets.slice(0, 2).map((bars) => sliceBars(bars, 0, 80));
    const grid = await sweep(
      smaCross,
      training,
      { fast: [2, 4, 7] },
      { params: { slow: 12 }, size: { fraction: 0.3 }, store: false },
    );
    const sized = await walkForward(smaCross, markets, { ...OPTIONS, size: { fraction: 0.3 } });
    expect(sized.walkForward!.windows[0]!.params).toEqual(grid.best().params);
    expect(sized.walkForward!.windows[0]!.inSample.metrics.sharpeRatio).toBe(grid.best().metrics.sharpeRatio);
    expect(first!.params!.slow).toBe(12);
  });

  it("is judged by the instruments held in equal parts, and by look-ahead of each", async () => {
    const run = await walkForward(smaCross, markets, OPTIONS);
    expect(run.guards.lookAhead.status).toBe("proved");
    expect(run.metrics.benchmarkReturn).not.toBe(null);
    expect(run.detail.record.data.symbols).toEqual(["A", "B", "C"]);
  });

  it("doesn't carry positions from window to window, and says so", async () => {
    await expect(walkForward(smaCross, markets, { ...OPTIONS, positions: "carry" })).rejects.toMatchObject({
      code: "BACKSIGHT_NOT_SUPPORTED",
    });
  });
});

function upTo(bars: Bars, until: number): Bars | null {
  const length = bars.closeTime.filter((time) => time <= until).length;
  return length === 0 ? null : sliceBars(bars, 0, length);
}
