import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dailyBars, maskAt, richSimulations } from "../../../test/support/random-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { adjustBars } from "../../data/prepare/adjust-bars.ts";
import { retagBars } from "../../market/compact/compact-bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { NO_COSTS } from "../../trading/costs/cost-settings.ts";
import { CASH_EVENT_KINDS } from "../../trading/ledger/cash-events.ts";
import { ALL_EQUITY, type Size } from "../../trading/orders/size.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals, simulateTargets } from "./simulate-signals.ts";

const FIRST = 20_000;

const split = (bar: number, from: number, to: number): CorporateAction => ({
  kind: "split",
  day: FIRST + bar,
  from,
  to,
});
const dividend = (bar: number, amount: number, currency = "USD"): CorporateAction => ({
  ...{ kind: "dividend", day: FIRST + bar, amount, currency },
});

const PLAIN = { fill: "next-open", sizeAt: "fill", costs: NO_COSTS, start: 0, firstDecision: 0 } as const;
const units = (quantity: number): Size => ({ kind: "quantity", quantity });

/** Bought, or sold short, at the open of bar 1. */
function held(
  prices: readonly (readonly [open: number, close: number, reach?: number])[],
  actions: readonly CorporateAction[],
  rest: Partial<SignalSimulation> & { readonly lot?: number | null; readonly isShort?: boolean } = {},
): SimulationResult {
  const { lot = null, isShort = false, ...given } = rest;
  const bars = dailyBars(prices, { lot });
  const none = maskAt(bars.length);
  const first = maskAt(bars.length, 0);
  const sides = isShort ? { entries: none, shortEntries: first } : { entries: first, shortEntries: none };
  return simulateSignals({ ...PLAIN, bars, cash: 10_000, size: units(10), exits: none, ...sides, actions, ...given });
}

const eventsOf = ({ cashEvents: { length, bar, kind, amount } }: SimulationResult) =>
  Array.from({ length }, (_, i) => [bar[i], CASH_EVENT_KINDS[kind[i]!], amount[i]]);

/** Apple as it could have been: 7 for 1 and 4 for 1, a dividend a quarter; each opens on an ex-date at the price less what is paid. */
function appleLike() {
  const prices: [number, number][] = [];
  const actions: CorporateAction[] = [];
  let close = 500;
  for (let day = 0; day < 400; day++) {
    let open = close * (1 + (((day * 37) % 11) - 5) / 2000);
    if (day === 120 || day === 310) {
      const to = day === 120 ? 7 : 4;
      actions.push(split(day, 1, to));
      open = close / to;
      close = open;
    }
    if (day > 0 && day % 63 === 0) {
      const amount = Math.round(close * 0.5) / 100;
      actions.push(dividend(day, amount));
      open = close - amount;
    }
    close = open * (1 + (((day * 53) % 17) - 7.5) / 800);
    prices.push([open, close]);
  }
  return { bars: dailyBars(prices), actions };
}

describe("a split", () => {
  it("restates what is held before the open of its day, and moves no money", () => {
    const run = held(
      [
        [700, 700],
        [700, 700],
        [100, 101],
      ],
      [split(2, 1, 7)],
    );
    expect([...run.quantity]).toEqual([0, 10, 70]);
    expect([...run.cash]).toEqual([10_000, 3000, 3000]);
    // 3,000 and 70 × 101.
    expect([...run.equity]).toEqual([10_000, 10_000, 10_070]);
    expect(eventsOf(run)).toEqual([]);
    expect(tradeAt(run.trades, 0)).toMatchObject({ quantity: 70, entryPrice: 100, exitPrice: 101, pnl: 70, mfe: 0.01 });
  });

  it("pays out the fraction of a lot that is left, at the open without costs", () => {
    // 15 shares become 22.5: half a share at 66 is paid out.
    const prices = [
      [100, 100],
      [100, 100],
      [66, 68],
    ] as const;
    const run = held(prices, [split(2, 2, 3)], { lot: 1, size: units(15) });
    expect([...run.quantity]).toEqual([0, 15, 22]);
    expect([...run.cash]).toEqual([10_000, 8500, 8533]);
    const { fills } = run;
    expect([fills.bar[1], fills.side[1], fills.quantity[1], fills.price[1], fills.commission[1]]).toEqual([
      2, -1, 0.5, 66, 0,
    ]);
    // 33 for the half share and 22 × 68, less 1,500.
    expect(tradeAt(run.trades, 0)).toMatchObject({ exitReason: "open", quantity: 22.5, pnl: 29 });
  });

  it("ends a position that is less than a lot afterwards", () => {
    const run = held(
      [
        [10, 10],
        [10, 10],
        [120, 130],
      ],
      [split(2, 10, 1)],
      { lot: 1, size: units(9), stopLoss: 0.5 },
    );
    expect([...run.quantity]).toEqual([0, 9, 0]);
    expect([...run.cash]).toEqual([10_000, 9910, 10_018]);
    expect(tradeAt(run.trades, 0)).toMatchObject({
      exitReason: "split",
      exitBar: 2,
      quantity: 0.9,
      exitPrice: 120,
      pnl: 18,
    });
  });

  it("restates an order that a close decided: units, their stop, and targets in units", () => {
    const bars = dailyBars([
      [700, 700],
      [100, 100],
      [100, 100],
      [90, 90],
    ]);
    const masks = { entries: maskAt(4, 0), exits: maskAt(4) };
    const stopLevels = Float64Array.of(665, NaN, NaN, NaN);
    const plain = { ...PLAIN, bars, cash: 10_000, size: units(10), actions: [split(1, 1, 7)] };
    const run = simulateSignals({ ...plain, ...masks, stopLevels });
    expect(run.fills.quantity[0]).toBe(70);
    // 665 is 95 a new share; the open beyond it is what the stop gets.
    expect(tradeAt(run.trades, 0)).toMatchObject({ exitReason: "stop-loss", exitPrice: 90, pnl: -700 });
    const values = Float64Array.of(10, 10, 10, 0);
    const targets = simulateTargets({ ...plain, targets: { kind: "units", values, rebalance: "on-change" } });
    expect([...targets.quantity]).toEqual([0, 70, 70, 70]);
  });

  it("restates an amount that trails the position it happens to", () => {
    const trailingStop = { kind: "amount", amount: 70 } as const;
    const run = held(
      [
        [700, 700],
        [700, 700],
        [100, 100],
        [91, 89],
      ],
      [split(2, 1, 7)],
      { trailingStop },
    );
    // 70 a share of 700 is 10 a share of 100: 90, inside the last bar.
    expect(tradeAt(run.trades, 0)).toMatchObject({ exitReason: "trailing-stop", exitPrice: 90, exitBar: 3 });
  });
});

describe("a dividend", () => {
  const prices = [
    [100, 100],
    [100, 100],
    [98, 99],
    [99, 99],
  ] as const;

  it("is paid for each unit held at the close before, and belongs to the trade", () => {
    const run = held(prices, [dividend(2, 1.5)]);
    expect(eventsOf(run)).toEqual([[2, "dividend", 15]]);
    expect([...run.cash]).toEqual([10_000, 9000, 9015, 9015]);
    expect(tradeAt(run.trades, 0)).toMatchObject({ dividends: 15, pnl: 5, returnFraction: 0.005 });
  });

  it("is charged to who is short", () => {
    const run = held(prices, [dividend(2, 1.5)], { isShort: true });
    expect(eventsOf(run)).toEqual([[2, "dividend-charged", -15]]);
    expect([...run.cash]).toEqual([10_000, 11_000, 10_985, 10_985]);
    expect(tradeAt(run.trades, 0)).toMatchObject({ dividends: -15, pnl: -5 });
  });

  it("isn't paid for what is bought on the day, nor after what was sold at the close before", () => {
    expect(eventsOf(held(prices, [dividend(1, 1.5)]))).toEqual([]);
    const exits = maskAt(4, 1);
    expect(eventsOf(held(prices, [dividend(2, 1.5)], { fill: "close", exits }))).toEqual([]);
  });

  it("is per share as held on its day, where a split comes on the same one", () => {
    const run = held(
      [
        [100, 100],
        [100, 100],
        [50, 50],
      ],
      [dividend(2, 1), split(2, 1, 2)],
    );
    expect(eventsOf(run)).toEqual([[2, "dividend", 20]]);
  });

  it("is paid once: not again when it is given twice, and never on prices that hold it", () => {
    expect(eventsOf(held(prices, [dividend(2, 1.5), dividend(2, 1.5)]))).toEqual([[2, "dividend", 15]]);
    const masks = { entries: maskAt(4, 0), exits: maskAt(4) };
    const onBars = (adjustment: "split" | "total") => {
      const bars = retagBars(dailyBars(prices), { adjustment });
      return () =>
        simulateSignals({
          ...PLAIN,
          ...masks,
          bars,
          cash: 1e4,
          size: units(10),
          actions: [dividend(2, 1.5), split(3, 1, 2)],
        });
    };
    expect(thrown(onBars("total")).code).toBe("BACKSIGHT_ADJUSTED_TWICE");
    const run = onBars("split")();
    expect(eventsOf(run)).toEqual([[2, "dividend", 15]]);
    expect([...run.quantity]).toEqual([0, 10, 10, 10]);
  });

  it("isn't paid where prices couldn't hold it either: more than the price, or other money", () => {
    expect(eventsOf(held(prices, [dividend(2, 100), dividend(3, 1, "EUR")]))).toEqual([]);
  });
});

describe("an account with two splits and a dividend a quarter", () => {
  const { bars, actions } = appleLike();
  const last = bars.length - 1;

  it("is the hand-computed one", () => {
    const entries = maskAt(bars.length, 0);
    const run = simulateSignals({
      ...{ ...PLAIN, bars, cash: 1e6, size: units(100), entries, exits: maskAt(bars.length), actions },
    });
    let [shares, cash] = [100, 1e6 - 100 * bars.open[1]!];
    for (const action of actions) {
      if (action.kind === "split") shares *= action.to;
      else cash += shares * action.amount;
    }
    expect(shares).toBe(2800);
    expect(run.quantity[last]).toBe(2800);
    expect(Math.abs(run.cash[last]! / cash - 1)).toBeLessThan(1e-12);
    expect(Math.abs(run.equity[last]! / (cash + 2800 * bars.close[last]!) - 1)).toBeLessThan(1e-12);
    const paid = actions.reduce((sum, one) => (one.kind === "dividend" ? sum + 1 : sum), 0);
    expect(run.cashEvents.length).toBe(paid);
    const trade = tradeAt(run.trades, 0);
    expect(Math.abs(trade.dividends / (cash - (1e6 - 100 * bars.open[1]!)) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(trade.pnl / (run.equity[last]! - 1e6) - 1)).toBeLessThan(1e-12);
  });

  const ones = new Float64Array(bars.length).fill(1);
  const all = { ...PLAIN, cash: 1e6, size: ALL_EQUITY };

  it("that reinvests at the reference price of the ex-date returns the product of the adjusted returns", () => {
    const adjusted = adjustBars(bars, actions, { mode: "total" }).bars;
    const onAdjusted = simulateTargets({
      ...all,
      bars: adjusted,
      targets: { kind: "weight", values: ones, rebalance: "always" },
    });
    const pointInTime = simulateTargets({
      ...all,
      bars,
      actions,
      targets: { kind: "weight", values: ones, rebalance: "always" },
    });
    let product = adjusted.close[1]! / adjusted.open[1]!;
    for (let i = 2; i <= last; i++) product *= adjusted.close[i]! / adjusted.close[i - 1]!;
    expect(Math.abs(onAdjusted.equity[last]! / 1e6 / product - 1)).toBeLessThan(1e-12);
    expect(Math.abs(pointInTime.equity[last]! / 1e6 / product - 1)).toBeLessThan(1e-12);
    expect(pointInTime.fills.length).toBe(1 + pointInTime.cashEvents.length);
  });

  it("that keeps its dividends as cash rightly differs: what was paid earns nothing afterwards", () => {
    const adjusted = adjustBars(bars, actions, { mode: "total" }).bars;
    const masks = { entries: maskAt(bars.length, 0), exits: maskAt(bars.length) };
    const reinvested = simulateSignals({ ...all, ...masks, bars: adjusted }).equity[last]! / 1e6 - 1;
    const kept = simulateSignals({ ...all, ...masks, bars, actions }).equity[last]! / 1e6 - 1;
    expect(bars.close[last]! * 28).toBeGreaterThan(bars.open[1]!);
    expect(kept).toBeLessThan(reinvested);
    expect(kept).toBeGreaterThan((bars.close[last]! * 28) / bars.open[1]! - 1);
  });
});

it("money is conserved: cash is what fills and events moved, and trades of every unit add up to the gain", () => {
  const steps = fc.array(
    fc.record({
      bar: fc.nat(40),
      isSplit: fc.boolean(),
      ratio: fc.constantFrom([1, 7], [3, 2], [10, 1], [2, 3]),
      share: fc.constantFrom(0.001, 0.01, 0.2),
    }),
    { minLength: 1, maxLength: 6, size: "max" },
  );
  fc.assert(
    fc.property(richSimulations, steps, fc.constantFrom("flat", "exit", "fifo"), (input, drawn, tradeUnit) => {
      const { bars } = input;
      const actions = drawn.map(({ bar, isSplit, ratio: [from, to], share }): CorporateAction => {
        const i = bar % bars.length;
        return isSplit ? split(i, from!, to!) : dividend(i, bars.close[i]! * share);
      });
      const { fills, cashEvents, trades, cash, equity } = simulateSignals({ ...input, actions, tradeUnit });
      const { multiplier } = bars.instrument;
      let expected = input.cash;
      for (let k = 0; k < fills.length; k++)
        expected -=
          fills.side[k]! * fills.quantity[k]! * fills.price[k]! * multiplier + fills.commission[k]! + fills.taxes[k]!;
      for (const amount of cashEvents.amount) expected += amount;
      const scale = Math.max(input.cash, ...equity.map(Math.abs), ...cash.map(Math.abs));
      expect(Math.abs(cash.at(-1)! - expected) / scale).toBeLessThan(1e-8);
      const pnl = trades.pnl.reduce((sum, one) => sum + one, 0);
      expect(Math.abs(equity.at(-1)! - input.cash - pnl) / scale).toBeLessThan(1e-8);
      const paid = trades.dividends.reduce((sum, one) => sum + one, 0);
      const events = cashEvents.amount.reduce((sum, one) => sum + one, 0);
      expect(Math.abs(paid - events) / scale).toBeLessThan(1e-9);
    }),
    { numRuns: 800 },
  );
});
