import { describe, expect, it } from "vitest";
import { dailyBars, maskAt } from "../../../test/support/random-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import type { Instrument } from "../../market/instrument.ts";
import { NO_COSTS } from "../../trading/costs/cost-settings.ts";
import { FILL_PHASES } from "../../trading/fills/fill-columns.ts";
import { NOT_FILLED_CODES, ORDER_STATUSES } from "../../trading/orders/order-columns.ts";
import { ALL_EQUITY } from "../../trading/orders/size.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

type Prices = readonly (readonly [open: number, close: number])[];

/** 1,000 in cash, all in, no costs, unless said otherwise; entries and exits by bar. */
function simulate(
  prices: Prices,
  entries: readonly number[],
  exits: readonly number[],
  changes: Partial<SignalSimulation> = {},
  rest: Partial<Omit<Instrument, "symbol">> = {},
): SimulationResult {
  return simulateSignals({
    bars: dailyBars(prices, rest),
    entries: maskAt(prices.length, ...entries),
    exits: maskAt(prices.length, ...exits),
    cash: 1000,
    fill: "next-open",
    size: ALL_EQUITY,
    sizeAt: "fill",
    costs: NO_COSTS,
    start: 0,
    firstDecision: 0,
    ...changes,
  });
}

const flat = (length: number, price = 10): Prices => Array.from({ length }, () => [price, price] as const);

/** Fills as `bar phase side quantity @ price`. */
function fillsOf({ fills }: SimulationResult): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const side = fills.side[i] === 1 ? "buy" : "sell";
    return `${fills.bar[i]} ${FILL_PHASES[fills.phase[i]!]} ${side} ${fills.quantity[i]} @ ${fills.price[i]}`;
  });
}

/** Orders as `decided at bar, side, quantity, status, reason`. */
function ordersOf({ orders }: SimulationResult): string[] {
  return Array.from({ length: orders.length }, (_, i) =>
    [
      orders.decisionBar[i],
      orders.side[i] === 1 ? "buy" : "sell",
      orders.quantity[i],
      ORDER_STATUSES[orders.status[i]!],
      NOT_FILLED_CODES[orders.reason[i]!] ?? "",
    ]
      .join(" ")
      .trimEnd(),
  );
}

describe("fills", () => {
  const prices: Prices = [
    [10, 11],
    [12, 13],
    [20, 25],
    [30, 40],
    [50, 60],
  ];

  it("come at the next open by default", () => {
    const result = simulate(prices, [1], [3]);
    expect(fillsOf(result)).toEqual(["2 open buy 50 @ 20", "4 open sell 50 @ 50"]);
    expect(ordersOf(result)).toEqual(["1 buy 50 filled", "3 sell 50 filled"]);
    expect([...result.cash]).toEqual([1000, 1000, 0, 0, 2500]);
    expect([...result.quantity]).toEqual([0, 0, 50, 50, 0]);
    expect([...result.equity]).toEqual([1000, 1000, 1250, 2000, 2500]);
    expect([...result.fills.time]).toEqual([20_002 * 86_400_000, 20_004 * 86_400_000]);
  });

  it("come at the same close when asked for", () => {
    const result = simulate(prices, [1], [3], { fill: "close" });
    expect(fillsOf(result)).toEqual([`1 close buy ${1000 / 13} @ 13`, `3 close sell ${1000 / 13} @ 40`]);
    expect(result.cash[3]).toBeCloseTo((1000 * 40) / 13, 9);
    expect([...result.fills.time]).toEqual([20_002 * 86_400_000, 20_004 * 86_400_000]);
  });

  it("leave and enter again on following bars", () => {
    const result = simulate(flat(6), [0, 2], [1, 3]);
    expect(fillsOf(result)).toEqual([
      "1 open buy 100 @ 10",
      "2 open sell 100 @ 10",
      "3 open buy 100 @ 10",
      "4 open sell 100 @ 10",
    ]);
    expect(result.trades.length).toBe(2);
  });

  it("pay slippage, half the spread and commission", () => {
    // s = 0.25: buys at 12.5, sells at 7.5; a fifth of the notional is fee. 1,200 / (12.5 × 1.2) = 80 units for 1,000 + 200.
    // Sold: 600 − 120 = 480.
    const costs = { commission: { kind: "rate", rate: 0.2 } as const, slippage: 0.05, spread: 0.4 };
    const result = simulate(flat(4), [0], [1], { costs, cash: 1200 });
    expect(fillsOf(result)).toEqual(["1 open buy 80 @ 12.5", "2 open sell 80 @ 7.5"]);
    expect([...result.fills.commission]).toEqual([200, 120]);
    // 0.25 × 10 × 80 = 200 a fill, of which half the spread is four fifths.
    expect([...result.fills.slippage]).toEqual([40, 40]);
    expect([...result.fills.spread]).toEqual([160, 160]);
    expect([...result.cash]).toEqual([1200, 0, 480, 480]);
  });

  it("pay a commission per share", () => {
    // 1,000 / (10 + 2.5) = 80 units; 80 × 2.5 = 200 each way.
    const costs = { ...NO_COSTS, commission: { kind: "per-unit", amount: 2.5 } as const };
    const result = simulate(flat(4), [0], [1], { costs });
    expect(fillsOf(result)).toEqual(["1 open buy 80 @ 10", "2 open sell 80 @ 10"]);
    expect([...result.fills.commission]).toEqual([200, 200]);
    expect([...result.cash]).toEqual([1000, 0, 600, 600]);
  });
});

describe("sizes", () => {
  const bought = (size: SignalSimulation["size"], rest = {}, changes: Partial<SignalSimulation> = {}) =>
    fillsOf(simulate(flat(3), [0], [], { size, ...changes }, rest));

  it.each<[string, SignalSimulation["size"], object, string[]]>([
    ["a quantity", { kind: "quantity", quantity: 7 }, {}, ["1 open buy 7 @ 10"]],
    ["half of equity", { kind: "fraction", fraction: 0.5 }, {}, ["1 open buy 50 @ 10"]],
    ["money", { kind: "cash", cash: 250 }, {}, ["1 open buy 25 @ 10"]],
    ["more money than there is", { kind: "cash", cash: 2500 }, {}, ["1 open buy 100 @ 10"]],
    ["whole lots", { kind: "cash", cash: 250 }, { lot: 10 }, ["1 open buy 20 @ 10"]],
    ["less than a lot", { kind: "cash", cash: 250 }, { lot: 30 }, []],
    ["contracts", ALL_EQUITY, { multiplier: 50 }, ["1 open buy 2 @ 10"]],
    ["more than cash can pay", { kind: "quantity", quantity: 101 }, {}, []],
  ])("%s", (_, size, rest, fills) => expect(bought(size, rest)).toEqual(fills));

  it("are turned into units at the fill, or at the decision", () => {
    const prices: Prices = [
      [10, 20],
      [25, 25],
      [25, 25],
    ];
    const half = { kind: "fraction", fraction: 0.5 } as const;
    expect(fillsOf(simulate(prices, [0], [], { size: half }))).toEqual(["1 open buy 20 @ 25"]);
    expect(fillsOf(simulate(prices, [0], [], { size: half, sizeAt: "decision" }))).toEqual(["1 open buy 25 @ 25"]);
  });

  it("sized at the decision are cut when the open gaps up, and counted", () => {
    const prices: Prices = [
      [10, 20],
      [25, 25],
      [25, 25],
    ];
    const result = simulate(prices, [0], [], { sizeAt: "decision" });
    expect(fillsOf(result)).toEqual(["1 open buy 40 @ 25"]);
    expect(result.clipped).toBe(1);
    expect(simulate(prices, [0], []).clipped).toBe(0);
  });

  it("compound: the next entry spends what the last trade left", () => {
    const prices: Prices = [
      [10, 10],
      [10, 20],
      [20, 20],
      [20, 20],
    ];
    expect(fillsOf(simulate(prices, [0, 2], [1]))).toEqual([
      "1 open buy 100 @ 10",
      "2 open sell 100 @ 20",
      "3 open buy 100 @ 20",
    ]);
  });
});

describe("what doesn't fill", () => {
  it("is refused with its reason, and the next signal is judged afresh", () => {
    const prices: Prices = [
      [10, 10],
      [500, 10],
      [10, 10],
      [10, 10],
    ];
    const result = simulate(prices, [0, 1], [], { size: { kind: "quantity", quantity: 5 } });
    expect(ordersOf(result)).toEqual(["0 buy 5 rejected insufficient-cash", "1 buy 5 filled"]);
    expect(result.notFilled).toEqual({ "insufficient-cash": 1 });
  });

  it("is a lot that cash can't pay", () => {
    const result = simulate(flat(3), [0], [], {}, { lot: 1000 });
    expect(ordersOf(result)).toEqual(["0 buy NaN rejected below-lot"]);
  });

  it.each([
    ["next-open", 7, "2 buy 7 expired last-bar"],
    ["close", 7, "2 buy 7 expired last-bar"],
  ] as const)("is an entry on the last bar, with fills at the %s", (fill, quantity, order) => {
    const result = simulate(flat(3), [2], [], { fill, size: { kind: "quantity", quantity } });
    expect(fillsOf(result)).toEqual([]);
    expect(ordersOf(result)).toEqual([order]);
    expect(result.notFilled).toEqual({ "last-bar": 1 });
  });

  it("is an exit on the last bar, unless it fills at that close", () => {
    const late = simulate(flat(3), [0], [2]);
    expect(ordersOf(late)).toEqual(["0 buy 100 filled", "2 sell 100 expired last-bar"]);
    expect(tradeAt(late.trades, 0).exitReason).toBe("open");
    const same = simulate(flat(3), [0], [2], { fill: "close" });
    expect(fillsOf(same)).toEqual(["0 close buy 100 @ 10", "2 close sell 100 @ 10"]);
  });

  it("is an entry and an exit on one bar while flat: nothing happens", () => {
    const result = simulate(flat(3), [0], [0]);
    expect(fillsOf(result)).toEqual([]);
    expect(result.notFilled).toEqual({ conflict: 1 });
  });

  it("is not the exit of an entry and an exit on one bar while in", () => {
    const result = simulate(flat(4), [0, 1], [1]);
    expect(fillsOf(result)).toEqual(["1 open buy 100 @ 10", "2 open sell 100 @ 10"]);
    expect(result.notFilled).toEqual({});
  });

  it("is an entry while in", () => {
    const result = simulate(flat(4), [0, 1, 2], []);
    expect(fillsOf(result)).toEqual(["1 open buy 100 @ 10"]);
    expect(result.notFilled).toEqual({ "already-in": 2 });
  });

  it("is an exit while flat", () => {
    expect(simulate(flat(4), [], [0, 2]).notFilled).toEqual({ "nothing-to-close": 2 });
  });

  it("is a decision in the warm-up; before the measured range nothing is counted", () => {
    const result = simulate(flat(8), [0, 1, 2, 3, 4, 6], [0, 5], { start: 2, firstDecision: 4 });
    expect(fillsOf(result)).toEqual(["5 open buy 100 @ 10", "6 open sell 100 @ 10", "7 open buy 100 @ 10"]);
    expect(result.notFilled).toEqual({ "warm-up": 2 });
    expect(result.start).toBe(2);
  });
});

describe("the end of the data", () => {
  it("marks an open position at the last close, without exit cost", () => {
    const costs = { ...NO_COSTS, slippage: 0.25 };
    const result = simulate(flat(3), [0], [], { costs });
    expect(tradeAt(result.trades, 0)).toMatchObject({
      exitReason: "open",
      entryPrice: 12.5,
      exitPrice: 10,
      exitBar: 2,
      exitTime: 20_003 * 86_400_000,
      pnl: -200,
    });
    expect(result.equity[2]).toBe(800);
  });

  it("may come with the first bar", () => {
    const result = simulate(flat(1), [0], []);
    expect([...result.equity]).toEqual([1000]);
    expect(result.notFilled).toEqual({ "last-bar": 1 });
  });
});

describe("input", () => {
  it.each<[Partial<SignalSimulation>, string, string]>([
    [{ entries: new Uint8Array(2) }, "BACKSIGHT_LENGTH", "entries must hold 3 values, held 2."],
    [{ exits: new Uint8Array(4) }, "BACKSIGHT_LENGTH", "exits must hold 3 values, held 4."],
    [{ cash: 0 }, "BACKSIGHT_ARGUMENT", "cash must be a finite number above 0, was 0."],
    [{ cash: NaN }, "BACKSIGHT_ARGUMENT", "was NaN."],
    [{ start: 3, firstDecision: 3 }, "BACKSIGHT_ARGUMENT", "start must be an integer from 0 to 2, was 3."],
    [{ start: 2, firstDecision: 1 }, "BACKSIGHT_ARGUMENT", "firstDecision must be an integer from 2, was 1."],
    [{ costs: { ...NO_COSTS, slippage: -1 } }, "BACKSIGHT_ARGUMENT", "slippage"],
  ])("%o is refused", (changes, code, message) => {
    const error = thrown(() => simulate(flat(3), [], [], changes));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});
