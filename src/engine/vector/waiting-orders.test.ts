import { describe, expect, it } from "vitest";
import { intradayBars, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { NOT_FILLED_CODES, ORDER_STATUSES } from "../../trading/orders/order-columns.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { EXIT_REASONS } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

/** Open, high, low, close; the decision is made at the first close. */
const PRICES: Prices = [
  [100, 100, 100, 100],
  [100, 103, 98, 101],
  [101, 108, 96, 107],
  [107, 109, 102, 103],
  [103, 104, 90, 92],
  [92, 95, 91, 94],
];

const at = (bar: number, price: number) => new Float64Array(PRICES.length).fill(NaN).with(bar, price);

function run(given: Partial<SignalSimulation>, prices: Prices = PRICES): SimulationResult {
  const length = prices.length;
  return simulateSignals({
    ...plainSettings(intradayBars(prices)),
    size: { kind: "quantity", quantity: 1 },
    entries: maskAt(length, 0),
    exits: new Uint8Array(length),
    ...given,
  });
}

const fillsOf = ({ fills }: SimulationResult) =>
  Array.from({ length: fills.length }, (_, i) => [fills.bar[i], fills.side[i], fills.price[i]]);
const reasonsOf = ({ trades }: SimulationResult) => [...trades.exitReason].map((code) => EXIT_REASONS[code]);
const ordersOf = ({ orders }: SimulationResult) =>
  Array.from({ length: orders.length }, (_, i) => [
    orders.decisionBar[i],
    ORDER_STATUSES[orders.status[i]!],
    NOT_FILLED_CODES[orders.reason[i]!] ?? null,
  ]);

describe("an entry that waits", () => {
  it("fills at its limit in the first bar that touches it, without slippage, and pays its commission", () => {
    const costs = { commission: { kind: "rate", rate: 0.01 }, slippage: 0.1, spread: 0 } as const;
    const result = run({ entryLimit: at(0, 97), costs });
    expect(fillsOf(result)).toEqual([[2, 1, 97]]);
    expect(result.fills.slippage[0]).toBe(0);
    expect(result.fills.commission[0]).toBe(0.97);
    expect(ordersOf(result)).toEqual([[0, "filled", null]]);
  });

  it("fills at a better open, and slips when it is a stop", () => {
    expect(fillsOf(run({ entryLimit: at(0, 102) }))).toEqual([[1, 1, 100]]);
    const costs = { commission: { kind: "rate", rate: 0 }, slippage: 0.01, spread: 0 } as const;
    expect(fillsOf(run({ entryStop: at(0, 105), costs }))).toEqual([[2, 1, 105 * 1.01]]);
    expect(fillsOf(run({ entryStop: at(0, 99) }))).toEqual([[1, 1, 100]]);
  });

  it("asks for both with a stop and a limit", () => {
    // Triggered at 105 in bar 2, which closes at 107; bar 3 comes back to 102.
    expect(fillsOf(run({ entryStop: at(0, 105), entryLimit: at(0, 102.5) }))).toEqual([[3, 1, 102.5]]);
    expect(fillsOf(run({ entryStop: at(0, 105), entryLimit: at(0, 105) }))).toEqual([[2, 1, 105]]);
  });

  it.each([
    ["its time", { orderTimeout: { entry: { kind: "bars", bars: 2 }, exit: { kind: "gtc" } } }, "timed-out"],
    ["an exit of its side", { exits: maskAt(6, 2) }, "withdrawn"],
    ["the end of the data", {}, "data-ended"],
  ] as const)("ends by %s", (_, given, reason) => {
    const result = run({ entryLimit: at(0, 80), ...given });
    expect(result.fills.length).toBe(0);
    expect(result.notFilled).toEqual({ [reason]: 1 });
  });

  it("that met no bar at all is one of the last bar", () => {
    expect(run({ entries: maskAt(6, 5), entryLimit: at(5, 80) }).notFilled).toEqual({ "last-bar": 1 });
  });

  it("is replaced at each close by another limit, and taken back by none", () => {
    const adjustEntryLimit = Float64Array.of(NaN, 80, 103, NaN, NaN, NaN);
    const replaced = run({ entryLimit: at(0, 70), adjustEntryLimit });
    // 80 from bar 2 on, 103 from bar 3 on, whose low is 102.
    expect(fillsOf(replaced)).toEqual([[3, 1, 103]]);
    expect(ordersOf(replaced)).toEqual([
      [0, "cancelled", "replaced"],
      [0, "cancelled", "replaced"],
      [0, "filled", null],
    ]);
    expect(run({ entryLimit: at(0, 70), adjustEntryLimit: at(0, NaN) }).notFilled).toEqual({ withdrawn: 1 });
  });

  it("keeps a second signal of its side waiting, and gives way to one of the other side", () => {
    const again = run({ entries: maskAt(6, 0, 1), entryLimit: new Float64Array(6).fill(80) });
    expect(again.notFilled).toEqual({ "already-waiting": 1, "data-ended": 1 });
    const other = run({ shortEntries: maskAt(6, 1), entryLimit: at(0, 80) });
    expect(fillsOf(other)).toEqual([[2, -1, 101]]);
    expect(other.notFilled).toEqual({ withdrawn: 1 });
  });

  it("is sized when it fills, and refused there", () => {
    expect(run({ entryLimit: at(0, 97), size: { kind: "quantity", quantity: 100 } }).notFilled).toEqual({
      "insufficient-cash": 1,
    });
    const { fills } = run({ entryLimit: at(0, 98), size: { kind: "fraction", fraction: 0.5 } });
    expect(fills.quantity[0]).toBe(500 / 98);
  });

  it("inside a bar is followed by what surely comes later, the stop first", () => {
    // Bought at 97 on the way down to 96: a stop there is hit, a target of 105 may have been before.
    expect(reasonsOf(run({ entryLimit: at(0, 97), stopLevels: at(0, 96) }))).toEqual(["stop-loss"]);
    const target = run({ entryLimit: at(0, 97), targetLevels: at(0, 107.5) });
    expect(fillsOf(target)).toEqual([
      [2, 1, 97],
      [3, -1, 107.5],
    ]);
    // The close of 107 is certainly later than the entry.
    expect(fillsOf(run({ entryLimit: at(0, 97), targetLevels: at(0, 106) }))[1]).toEqual([2, -1, 106]);
    // Bought at 105 on the way up to 108: that target is certain, though the low may have come after the entry too.
    expect(fillsOf(run({ entryStop: at(0, 105), targetLevels: at(0, 108) }))[1]).toEqual([2, -1, 108]);
    const both = run({ entryStop: at(0, 105), targetLevels: at(0, 108), stopLevels: at(0, 97) });
    expect(reasonsOf(both)).toEqual(["stop-loss"]);
    expect(both.trades.isAmbiguous[0]).toBe(1);
  });
});

describe("an exit that waits", () => {
  const entries = maskAt(6, 0);

  it("fills at its limit or better, and is the decision's own order", () => {
    const result = run({ entries, exits: maskAt(6, 1), exitLimit: at(1, 108) });
    expect(fillsOf(result)).toEqual([
      [1, 1, 100],
      [2, -1, 108],
    ]);
    expect(reasonsOf(result)).toEqual(["signal"]);
    expect(ordersOf(result)[1]).toEqual([1, "filled", null]);
    expect(fillsOf(run({ entries, exits: maskAt(6, 1), exitLimit: at(1, 90) }))[1]).toEqual([2, -1, 101]);
  });

  it("leaves stop and target in force, and ends with the position", () => {
    const result = run({ entries, exits: maskAt(6, 1), exitLimit: at(1, 120), stopLoss: 0.05 });
    expect(fillsOf(result)[1]).toEqual([4, -1, 95]);
    expect(result.notFilled).toEqual({ "position-closed": 1 });
    const nearer = run({ entries, exits: maskAt(6, 1), exitLimit: at(1, 120), takeProfit: 0.08 });
    expect(reasonsOf(nearer)).toEqual(["take-profit"]);
  });

  it("times out, gives way to a market exit, and keeps a second limit waiting", () => {
    const one = { entry: { kind: "gtc" }, exit: { kind: "bars", bars: 1 } } as const;
    const timed = run({ entries, exits: maskAt(6, 1), exitLimit: at(1, 120), orderTimeout: one });
    expect(timed.notFilled).toEqual({ "timed-out": 1 });
    const market = run({ entries, exits: maskAt(6, 1, 2), exitLimit: at(1, 120) });
    expect(fillsOf(market)[1]).toEqual([3, -1, 107]);
    expect(market.notFilled).toEqual({ replaced: 1 });
    const twice = run({ entries, exits: maskAt(6, 1, 2), exitLimit: new Float64Array(6).fill(120) });
    expect(twice.notFilled).toEqual({ "already-waiting": 1, "data-ended": 1 });
  });
});

describe("fill next-close", () => {
  it("fills at the close of the bar after the decision", () => {
    const { fills } = run({ fill: "next-close", exits: maskAt(6, 2) });
    expect([...fills.price]).toEqual([101, 103]);
    expect([...fills.bar]).toEqual([1, 3]);
  });
});
