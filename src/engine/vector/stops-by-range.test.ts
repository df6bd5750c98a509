import { describe, expect, it } from "vitest";
import { intradayBars, type Prices, plainSettings } from "../../../test/support/intraday-simulation.ts";
import { maskAt } from "../../../test/support/random-simulation.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

/** Ranges over 2: bar 2 (8 + 4) / 2 = 6; then (6 + 2) / 2 = 4. */
const PRICES: Prices = [
  [100, 102, 98, 102],
  [102, 104, 100, 104],
  [104, 108, 100, 102],
  [102, 104, 102, 103],
  [103, 106, 102, 106],
  [106, 118, 106, 118],
  [118, 118, 100, 100],
  [100, 100, 80, 80],
];

function left(changes: Partial<SignalSimulation>) {
  const none = new Uint8Array(PRICES.length);
  const settings = { ...plainSettings(intradayBars(PRICES)), entries: none, exits: none };
  const { trades, notFilled } = simulateSignals({ ...settings, ...changes });
  const rows = Array.from({ length: trades.length }, (_, k) => tradeAt(trades, k));
  return { trades: rows.map(({ exitBar, exitPrice, exitReason }) => [exitBar, exitPrice, exitReason]), notFilled };
}

describe("stops by range", () => {
  it("stand so many ranges of the deciding bar from the fill, and stay there", () => {
    // Decided at bar 2, whose range is 6, filled at 102 of bar 3: 102 − 1.5 × 6 = 93, met in bar 7.
    const stopRange = { multiple: 1.5, bars: 2 };
    expect(left({ entries: maskAt(8, 2), stopRange }).trades).toEqual([[7, 93, "stop-loss"]]);
    // Short at 103, decided at bar 3 with 4: 109, met in bar 5.
    expect(left({ shortEntries: maskAt(8, 3), stopRange }).trades).toEqual([[5, 109, "stop-loss"]]);
  });

  it("trail the best price by the same distance", () => {
    // From bar 3 on at 6 behind the best one: 118 after bar 5, so 112 in bar 6.
    const trailRange = { multiple: 1, bars: 2 };
    expect(left({ entries: maskAt(8, 2), trailRange }).trades).toEqual([[6, 112, "trailing-stop"]]);
  });

  it("come after a stop that the strategy brings", () => {
    const stopLevels = new Float64Array(8).fill(NaN).with(2, 101);
    const stopRange = { multiple: 1.5, bars: 2 };
    expect(left({ entries: maskAt(8, 2), stopRange, stopLevels }).trades).toEqual([[6, 101, "stop-loss"]]);
  });

  it("measure sizes by risk", () => {
    const none = new Uint8Array(8);
    const settings = { ...plainSettings(intradayBars(PRICES)), entries: maskAt(8, 2), exits: none };
    const size = { kind: "risk", fraction: 0.045 } as const;
    // 4.5 % of 1,000 at 9 a unit.
    const { fills } = simulateSignals({ ...settings, size, stopRange: { multiple: 1.5, bars: 2 } });
    expect(fills.quantity[0]).toBe(5);
  });

  it("keep out what is decided before the range is known", () => {
    const { trades, notFilled } = left({ entries: maskAt(8, 1), stopRange: { multiple: 1, bars: 2 } });
    expect([trades, notFilled]).toEqual([[], { "no-stop": 1 }]);
  });
});
