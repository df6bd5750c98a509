import { describe, expect, it } from "vitest";
import { intradayBars, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { panelOf } from "../../market/panel.ts";
import { portfolioMargin, REG_T } from "../../trading/ledger/account-rules.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { simulatePortfolioWeights } from "./portfolio/simulate-portfolio.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const flat = (price: number) => [price, price, price, price] as const;

function run(closes: readonly number[], changes: Partial<SignalSimulation>) {
  const prices: Prices = closes.map(flat);
  const none = new Uint8Array(closes.length);
  const bars = intradayBars(prices);
  const settings = { ...plainSettings(bars), cash: 10_000, leverage: 2, account: REG_T, entries: none, exits: none };
  const result = simulateSignals({ ...settings, ...changes });
  const trades = Array.from({ length: result.trades.length }, (_, k) => tradeAt(result.trades, k));
  return {
    ...result,
    trades: trades.map(({ side, exitBar, exitPrice, exitReason }) => [side, exitBar, exitPrice, exitReason]),
  };
}

const TWICE = { kind: "fraction", fraction: 2 } as const;

describe("a margin call", () => {
  it("closes the position at the next open, and the account goes on", () => {
    // 200 units at 100. At 66 equity is 3,200, and 25 % of 13,200 are 3,300.
    const closes = [100, 100, 67, 66, 60, 100, 100, 100];
    const { trades, marginCalls, cash, ruinedAt } = run(closes, { entries: maskAt(8, 0, 5), size: TWICE });
    expect(trades).toEqual([
      ["long", 4, 60, "margin-call"],
      ["long", 7, 100, "open"],
    ]);
    expect(marginCalls).toBe(1);
    expect(cash[4]).toBe(10_000 - 20_000 + 200 * 60);
    expect(ruinedAt).toBe(-1);
  });

  it("comes for shorts at 30 % of what they are worth", () => {
    const closes = [100, 100, 115, 116, 117, 117];
    const { trades } = run(closes, { shortEntries: maskAt(6, 0), size: TWICE });
    expect(trades).toEqual([["short", 4, 117, "margin-call"]]);
  });

  it("isn't made where nothing is borrowed, and asks for nothing of who is ruined", () => {
    const plain = run([100, 100, 20, 20], { entries: maskAt(4, 0), size: { kind: "fraction", fraction: 1 } });
    expect([plain.marginCalls, plain.trades]).toEqual([0, [["long", 3, 20, "open"]]]);
    const ruined = run([100, 100, 40, 40], { entries: maskAt(4, 0), size: TWICE });
    expect([ruined.marginCalls, ruined.trades, ruined.ruinedAt]).toEqual([0, [["long", 3, 40, "ruined"]], 2]);
  });

  it("refuses a short sale in a cash account", () => {
    const cash = { account: { kind: "cash" }, leverage: 1 } as const;
    const { notFilled, fills } = run([100, 100, 100], { ...cash, shortEntries: maskAt(3, 0) });
    expect([notFilled, fills.length]).toEqual([{ "no-short": 1 }, 0]);
  });

  it("closes the largest position of several", () => {
    const bars = (symbol: string, closes: readonly number[]) =>
      ({ ...intradayBars(closes.map(flat)), instrument: { ...intradayBars([flat(1)]).instrument, symbol } }) as const;
    const panel = panelOf([bars("A", [100, 100, 70, 70, 70]), bars("B", [100, 100, 80, 80, 80])]);
    const { bars: _, ...settings } = plainSettings(panel.instruments[0]!);
    const result = simulatePortfolioWeights(
      { ...settings, panel, cash: 1000, leverage: 1 / 0.3, account: portfolioMargin(0.3) },
      [{ row: 0, weights: Float64Array.of(1.2, 1.8) }],
    );
    // 12 of A and 18 of B: at 70 and 80 equity is 1,000 − 360 − 360 = 280, and 30 % of 2,280 are 684. Without B, the
    // larger one, 252 are asked for.
    const left = result.instruments.map(({ trades }) => tradeAt(trades, 0).exitReason);
    expect(left).toEqual(["open", "margin-call"]);
  });
});
