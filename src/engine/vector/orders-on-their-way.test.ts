import { describe, expect, it } from "vitest";
import { intradayBars, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const flat = (price: number) => [price, price, price, price] as const;
const LATE = { kind: "bars", bars: 2 } as const;

function run(prices: Prices, changes: Partial<SignalSimulation>) {
  const none = new Uint8Array(prices.length);
  const settings = { ...plainSettings(intradayBars(prices)), entries: none, exits: none, latency: LATE };
  const { fills, trades, notFilled } = simulateSignals({ ...settings, ...changes });
  const left = Array.from({ length: trades.length }, (_, k) => tradeAt(trades, k));
  return {
    fills: Array.from(fills.bar, (bar, k) => [bar, fills.side[k]!, fills.price[k]]),
    left: left.map(({ exitReason }) => exitReason),
    notFilled,
  };
}

describe("orders on their way", () => {
  const RISING: Prices = Array.from({ length: 10 }, (_, i) => flat(100 + i));

  it("enter and leave so many bars later, and aren't sent twice meanwhile", () => {
    const { fills, notFilled } = run(RISING, { entries: maskAt(10, 0, 1), exits: maskAt(10, 4, 5) });
    expect(fills).toEqual([
      [3, 1, 103],
      [7, -1, 107],
    ]);
    expect(notFilled).toEqual({ "already-waiting": 2 });
  });

  it("turn a position by two orders that arrive together", () => {
    const { fills, left } = run(RISING, { entries: maskAt(10, 0), shortEntries: maskAt(10, 4) });
    expect(fills.slice(1)).toEqual([
      [7, -1, 107],
      [7, -1, 107],
    ]);
    expect(left).toEqual(["reverse", "open"]);
  });

  it("leave a position to its stop until they are there", () => {
    const prices: Prices = [
      flat(100),
      flat(100),
      flat(100),
      flat(100),
      flat(100),
      [100, 100, 90, 90],
      flat(90),
      flat(90),
    ];
    const { fills, left, notFilled } = run(prices, { entries: maskAt(8, 0), exits: maskAt(8, 4), stopLoss: 0.05 });
    expect(fills).toEqual([
      [3, 1, 100],
      [5, -1, 95],
    ]);
    expect(left).toEqual(["stop-loss"]);
    expect(notFilled).toEqual({ replaced: 1 });
  });

  it("meet no limit before, and no bar at all where the prices end", () => {
    const prices: Prices = [flat(100), [100, 100, 90, 100], flat(100), [100, 100, 90, 100], flat(100)];
    const entryLimit = new Float64Array(5).fill(NaN).with(0, 95);
    expect(run(prices, { entries: maskAt(5, 0), entryLimit }).fills).toEqual([[3, 1, 95]]);
    expect(run(prices, { entries: maskAt(5, 3) }).notFilled).toEqual({ "data-ended": 1 });
  });

  it("need a price after the decision", () => {
    const error = thrown(() => run(RISING, { entries: maskAt(10, 0), fill: "close" }));
    expect(error.message).toContain("latency must be left out where decisions fill at their own close, was 2");
  });
});
