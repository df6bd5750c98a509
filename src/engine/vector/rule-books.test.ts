import { describe, expect, it } from "vitest";
import { intradayBars, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { RULE_BOOKS } from "../../trading/rules/presets.ts";
import type { RuleBookName } from "../../trading/rules/rule-book.ts";
import { EXIT_REASONS } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const PRICES: Prices = [
  [100, 101, 99, 100],
  [102, 106, 101, 104],
  [104, 112, 103, 110],
  [110, 111, 90, 95],
  [95, 97, 94, 96],
];

function run(name: RuleBookName, given: Partial<SignalSimulation>, prices: Prices = PRICES) {
  const rules = RULE_BOOKS[name];
  const length = prices.length;
  const { fills, trades, notFilled, cash } = simulateSignals({
    ...plainSettings(intradayBars(prices)),
    fill: rules.fillAt,
    sizeAt: rules.sizeAt,
    size: rules.size,
    rules,
    entries: maskAt(length, 0),
    exits: new Uint8Array(length),
    ...given,
  });
  return {
    fills: Array.from({ length: fills.length }, (_, i) => [fills.bar[i], fills.price[i], fills.quantity[i]]),
    reasons: [...trades.exitReason].map((code) => EXIT_REASONS[code]),
    notFilled,
    cash,
  };
}

const FEE = { commission: { kind: "rate", rate: 0.01 }, slippage: 0, spread: 0 } as const;

describe("vectorbt's rules", () => {
  it("buy at the close, and measure a stop from there, from the next bar on, without slippage", () => {
    const costs = { ...FEE, slippage: 0.1 };
    const { fills, reasons } = run("vectorbt", { costs, stopLoss: 0.05, size: { kind: "quantity", quantity: 1 } });
    // Paid 110, yet the stop is 95 % of the close of 100: the low of 90 in bar 3 goes through it.
    expect(fills.map(([bar, price]) => [bar, price])).toEqual([
      [0, 100 * 1.1],
      [3, 95],
    ]);
    expect(reasons).toEqual(["stop-loss"]);
  });

  it("cut what cash can't pay, and lose the signals of a bar that was stopped out", () => {
    const { fills, notFilled } = run("vectorbt", {
      size: { kind: "quantity", quantity: 50 },
      entries: maskAt(5, 0, 3),
      stopLoss: 0.05,
    });
    expect(fills[0]).toEqual([0, 100, 10]);
    expect(notFilled).toEqual({ "after-stop": 1 });
  });

  it("take neither of an exit and an entry on one bar", () => {
    const { reasons, notFilled } = run("vectorbt", { entries: maskAt(5, 0, 2), exits: maskAt(5, 2) });
    expect(reasons).toEqual(["open"]);
    expect(notFilled).toEqual({ conflict: 1 });
  });
});

describe("backtrader's rules", () => {
  it("buy one share, or whole ones of the decision's price, and refuse what cash can't pay", () => {
    expect(run("backtrader", {}).fills).toEqual([[1, 102, 1]]);
    // 95 % of 1,000 at the close of 100 are 9.5 shares; at the open of 102 they cost 918.
    expect(run("backtrader", { size: { kind: "fraction", fraction: 0.95 }, costs: FEE }).fills).toEqual([[1, 102, 9]]);
    const all = run("backtrader", { size: { kind: "fraction", fraction: 1 } });
    expect(all.notFilled).toEqual({ "insufficient-cash": 1 });
  });

  it("cap slippage by the bar, and let a trail follow closes from the bar after the entry", () => {
    const costs = { ...FEE, slippage: 0.1 };
    const { fills } = run("backtrader", { costs, trailingStop: { kind: "amount", amount: 5 } });
    // Bought at 106, the bar's high. Bar 2 closes at 110: the stop is 105, reached in bar 3, and slips a tenth, which the bar holds.
    expect(fills.map(([bar, price]) => [bar, price])).toEqual([
      [1, 106],
      [3, 105 * 0.9],
    ]);
  });
});

describe("backtesting.py's rules", () => {
  it("buy whole units with costs inside, sell at the plain price, and close at the last open", () => {
    const { fills, reasons } = run("backtesting.py", { costs: { ...FEE, slippage: 0.05 } });
    // 999.9 / (102 × 1.05 × 1.01) are 9.24 units.
    expect(fills).toEqual([
      [1, 102 * 1.05, 9],
      [4, 95, 9],
    ]);
    expect(reasons).toEqual(["end-of-data"]);
  });
});

describe("zipline's rules", () => {
  it("fill at the next close, and compare stops with closes alone", () => {
    const size = { kind: "quantity", quantity: 1 } as const;
    // The low of 90 isn't seen; the close of 95 is below 104 × 0.95 = 98.8, and is where the stop fills.
    expect(run("zipline", { size, stopLoss: 0.05 }).fills).toEqual([
      [1, 104, 1],
      [3, 95, 1],
    ]);
    expect(run("zipline", { size, stopLoss: 0.1 }).fills).toEqual([[1, 104, 1]]);
  });

  it("never run out of cash", () => {
    const { fills, cash } = run("zipline", { size: { kind: "quantity", quantity: 20 } });
    expect(fills).toEqual([[1, 104, 20]]);
    expect(cash[4]).toBe(1000 - 20 * 104);
  });
});

describe("freqtrade's rules", () => {
  it("ignore an entry of the other side unless the position's exit comes with it", () => {
    const shortEntries = maskAt(5, 2);
    expect(run("freqtrade", { shortEntries }).notFilled).toEqual({ "other-side": 1 });
    const { reasons } = run("freqtrade", { shortEntries, exits: maskAt(5, 2) });
    expect(reasons).toEqual(["signal", "end-of-data"]);
  });

  it("enter nothing in the last bar, in whose open they leave", () => {
    expect(run("freqtrade", { entries: maskAt(5, 3) }).notFilled).toEqual({ "last-bar": 1 });
    expect(run("freqtrade", {}).fills.at(-1)!.slice(0, 2)).toEqual([4, 95]);
  });
});
