import { describe, expect, it } from "vitest";
import { intradayBars, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { withVolume } from "../../../test/support/volume-simulation.ts";
import { FILL_PHASES } from "../../trading/fills/fill-columns.ts";
import { NOT_FILLED_CODES, ORDER_STATUSES } from "../../trading/orders/order-columns.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals, simulateTargets } from "./simulate-signals.ts";

const flat = (price: number) => [price, price, price, price] as const;
const FLAT: Prices = Array.from({ length: 8 }, () => flat(100));

/** 100,000 in cash and no costs; a tenth of each bar's volume may be taken. */
function run(prices: Prices, volumes: readonly number[], changes: Partial<SignalSimulation>) {
  const bars = withVolume(intradayBars(prices, { lot: 1 }), volumes);
  const none = new Uint8Array(prices.length);
  const size = { kind: "quantity", quantity: 25 } as const;
  const settings = { ...plainSettings(bars), cash: 100_000, size, participation: 0.1, entries: none, exits: none };
  const result = simulateSignals({ ...settings, ...changes });
  const { fills, orders, trades } = result;
  return {
    result,
    fills: Array.from(fills.bar, (bar, k) => [
      bar,
      FILL_PHASES[fills.phase[k]!],
      fills.side[k]! * fills.quantity[k]!,
      fills.price[k],
    ]),
    orders: Array.from(orders.reason, (reason, k) => [
      ORDER_STATUSES[orders.status[k]!],
      orders.quantity[k],
      NOT_FILLED_CODES[reason] ?? null,
    ]),
    left: Array.from({ length: trades.length }, (_, k) => tradeAt(trades, k)),
  };
}

describe("fills by volume", () => {
  it("take a share of each bar's volume, in whole lots, and go on at the next opens", () => {
    // A tenth of 100, 37 and 500: 10, 3, and the last 12 of 25. One order, one row.
    const { fills, orders } = run(FLAT, [1, 100, 37, 500, 1, 1, 1, 1], { entries: maskAt(8, 0) });
    expect(fills).toEqual([
      [1, "open", 10, 100],
      [2, "open", 3, 100],
      [3, "open", 12, 100],
    ]);
    expect(orders).toEqual([["filled", 25, null]]);
  });

  it("pass bars without volume, and bars whose volume nobody knows", () => {
    const { fills } = run(FLAT, [1, 0, NaN, 5, 1000, 1, 1, 1], { entries: maskAt(8, 0) });
    expect(fills).toEqual([[4, "open", 25, 100]]);
  });

  it("turn an intent into units once, at the first of them, and are cut by cash at a later price", () => {
    // 1,000 at 100: 10 units, of which 4 fill. The other 6 cost 120 each, but 600 pay for 5 only.
    const prices = [...FLAT.slice(0, 2), ...Array.from({ length: 6 }, () => flat(120))];
    const changes = { cash: 1000, size: { kind: "fraction", fraction: 1 } as const, entries: maskAt(8, 0) };
    const { fills, result, left } = run(prices, [1, 40, 1000, 1000, 1, 1, 1, 1], changes);
    expect(fills).toEqual([
      [1, "open", 4, 100],
      [2, "open", 5, 120],
    ]);
    expect(result.clipped).toBe(1);
    expect(left[0]).toMatchObject({ quantity: 9, entryPrice: (4 * 100 + 5 * 120) / 9 });
  });

  it("refuse the rest of fixed units that cash can't pay", () => {
    const prices = [...FLAT.slice(0, 2), ...Array.from({ length: 6 }, () => flat(1000))];
    const changes = { cash: 1000, size: { kind: "quantity", quantity: 10 } as const, entries: maskAt(8, 0) };
    const { fills, orders, result } = run(prices, [1, 40, 1000, 1000, 1, 1, 1, 1], changes);
    expect(fills).toEqual([[1, "open", 4, 100]]);
    expect(orders).toEqual([["part-filled", 4, "insufficient-cash"]]);
    expect(result.notFilled).toEqual({ "insufficient-cash": 1 });
  });

  it("leave a position part by part, and ignore signals while they do", () => {
    const volumes = [1, 1000, 1000, 100, 100, 100, 100, 100];
    const { fills, orders, result, left } = run(FLAT, volumes, {
      entries: maskAt(8, 0, 4),
      exits: maskAt(8, 2, 3),
    });
    expect(fills.slice(1)).toEqual([
      [3, "open", -10, 100],
      [4, "open", -10, 100],
      [5, "open", -5, 100],
    ]);
    expect(orders.map(([status]) => status)).toEqual(["filled", "filled"]);
    expect(result.notFilled).toEqual({ "already-waiting": 1, "already-in": 1 });
    expect(left).toHaveLength(1);
  });

  it("turn a position only once it is left", () => {
    const { fills, left } = run(FLAT, [1, 1000, 1000, 200, 200, 1000, 1, 1], {
      entries: maskAt(8, 0),
      shortEntries: maskAt(8, 2),
    });
    // At bar 4 the last 5 are sold; 20 − 5 = 15 of that bar are left for the short sale, and bar 5 has the other 10.
    expect(fills.slice(1)).toEqual([
      [3, "open", -20, 100],
      [4, "open", -5, 100],
      [4, "open", -15, 100],
      [5, "open", -10, 100],
    ]);
    expect(left.map(({ exitReason, quantity }) => [exitReason, quantity])).toEqual([
      ["reverse", 25],
      ["open", 25],
    ]);
  });

  it("end with their time: a part stays, and the rest is told why", () => {
    const orderTimeout = { entry: { kind: "bars", bars: 2 }, exit: { kind: "gtc" } } as const;
    const partly = run(FLAT, [1, 100, 100, 1000, 1, 1, 1, 1], { entries: maskAt(8, 0), orderTimeout });
    expect(partly.orders).toEqual([["part-filled", 20, "timed-out"]]);
    const never = run(FLAT, [1, 0, 0, 1000, 1, 1, 1, 1], { entries: maskAt(8, 0), orderTimeout });
    expect(never.orders).toEqual([["expired", 25, "halted"]]);
    const late = run(FLAT, [1, 1, 1, 1, 1, 1, 1, 100], { entries: maskAt(8, 0) });
    expect(late.orders).toEqual([["part-filled", 10, "data-ended"]]);
  });

  it("take the rest of an entry back with an exit signal", () => {
    const { orders, fills } = run(FLAT, [1, 100, 100, 1000, 1000, 1, 1, 1], {
      entries: maskAt(8, 0),
      exits: maskAt(8, 2),
    });
    expect(fills).toEqual([
      [1, "open", 10, 100],
      [2, "open", 10, 100],
      [3, "open", -20, 100],
    ]);
    expect(orders).toEqual([
      ["part-filled", 20, "withdrawn"],
      ["filled", 20, null],
    ]);
  });

  it("fill limits part by part at their price, and stops by what there is, then at market", () => {
    const prices: Prices = [flat(100), [100, 101, 99, 100], flat(98), [99, 99, 89, 96], [97, 98, 96, 97], flat(97)];
    const entryLimit = new Float64Array(6).fill(NaN).with(0, 99);
    const { fills, orders, left } = run(prices, [1, 100, 1000, 120, 70, 1000], {
      entries: maskAt(6, 0),
      entryLimit,
      stopLevels: new Float64Array(6).fill(NaN).with(0, 90),
    });
    expect(fills).toEqual([
      [1, "intrabar", 10, 99],
      [2, "open", 15, 98],
      [3, "intrabar", -12, 90],
      [4, "open", -7, 97],
      [5, "open", -6, 97],
    ]);
    expect(orders).toEqual([
      ["filled", 25, null],
      ["filled", 25, null],
    ]);
    expect(left[0]).toMatchObject({ exitReason: "stop-loss", quantity: 25 });
  });

  it("leave what a target has no volume for under the target and the stop", () => {
    const prices: Prices = [flat(100), flat(100), [100, 111, 100, 104], [104, 105, 94, 96], flat(96), flat(96)];
    const { fills, orders } = run(prices, [1, 1000, 100, 1000, 1, 1], {
      entries: maskAt(6, 0),
      takeProfit: 0.1,
      stopLoss: 0.05,
    });
    expect(fills.slice(1)).toEqual([
      [2, "intrabar", -10, 110.00000000000001],
      [3, "intrabar", -15, 95],
    ]);
    expect(orders).toEqual([
      ["filled", 25, null],
      ["filled", 15, null],
      ["part-filled", 10, "position-closed"],
    ]);
  });

  it("drop the rest of an entry whose position its stop has left", () => {
    const prices: Prices = [flat(100), flat(100), [100, 100, 94, 95], flat(100), flat(100), flat(100)];
    const { fills, orders } = run(prices, [1, 100, 50, 1000, 1000, 1000], { entries: maskAt(6, 0), stopLoss: 0.05 });
    // Bar 2: its 5 units go to the entry at the open, so that the stop finds nothing left inside it.
    expect(fills).toEqual([
      [1, "open", 10, 100],
      [2, "open", 5, 100],
      [3, "open", -15, 100],
    ]);
    expect(orders).toEqual([
      ["part-filled", 15, "left-meanwhile"],
      ["filled", 15, null],
    ]);
  });

  it("follow targets, whose change takes back the rest of the one before", () => {
    const bars = withVolume(intradayBars(FLAT, { lot: 1 }), [1, 100, 100, 100, 100, 100, 100, 100]);
    const values = Float64Array.of(30, NaN, 15, NaN, NaN, NaN, NaN, NaN);
    const targets = { kind: "units", values, rebalance: "on-change" } as const;
    const { fills, orders } = simulateTargets({ ...plainSettings(bars), cash: 1e5, participation: 0.1, targets });
    expect(Array.from(fills.quantity, (units, k) => [fills.bar[k], units * fills.side[k]!])).toEqual([
      [1, 10],
      [2, 10],
      [3, -5],
    ]);
    expect(Array.from(orders.reason, (reason) => NOT_FILLED_CODES[reason] ?? null)).toEqual(["replaced", null]);
  });

  it("pay a fee per order once", () => {
    const costs = { commission: { kind: "per-order", amount: 7 }, slippage: 0, spread: 0 } as const;
    const { result } = run(FLAT, [1, 100, 100, 100, 1, 1, 1, 1], { entries: maskAt(8, 0), costs });
    expect([...result.fills.commission]).toEqual([7, 0, 0]);
  });

  it("are refused where no bar has volume", () => {
    const error = thrown(() => run(FLAT, Array(8).fill(NaN), { entries: maskAt(8, 0) }));
    expect(error.message).toContain("participation must be left out for TEST, whose bars have no volume");
  });
});
