import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalSimulations, targetSimulations } from "../../../test/support/intraday-simulation.ts";
import { simulateSignals, simulateTargets } from "../../engine/vector/simulate-signals.ts";
import { instrument } from "../../market/instrument.ts";
import type { CostSettings } from "../costs/cost-settings.ts";
import { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import type { SimulationResult } from "../simulation-result.ts";
import { OPEN_TRADE, tradeAt } from "../trade-columns.ts";
import { Ledger } from "./ledger.ts";
import { type TradeUnit, tradesByUnit } from "./trade-units.ts";

const PER_UNIT: CostSettings = { commission: { kind: "per-unit", amount: 1 }, slippage: 0, spread: 0 };
const at = (bar: number) => ({ bar, phase: "open" as const, time: 1000 * bar });

/** 10 bought at 10, 30 at 20, 20 sold at 30, 20 bought at 25, 30 sold at 40; 10 left, marked at 50. One a unit is fee. */
function trades(unit: TradeUnit, last = 10) {
  const ledger = new Ledger(1e4, instrument("X"), new TransactionCostEngine(PER_UNIT));
  ledger.increase(1, 10, 10, at(0));
  ledger.increase(1, 30, 20, at(1));
  ledger.reduce(20, 30, at(2), "signal");
  ledger.increase(1, 20, 25, at(3));
  ledger.reduce(40 - last, 40, at(4), "stop-loss");
  const flat = ledger.tradesMarkedAt(5, 5000, 50);
  const out = tradesByUnit(unit, ledger.fills(), flat, instrument("X"), { bar: 5, time: 5000, price: 50 });
  return Array.from({ length: out.length }, (_, i) => {
    const { entryBar, exitBar, entryPrice, exitPrice, quantity, pnl, commission, exitReason } = tradeAt(out, i);
    return [entryBar, exitBar, entryPrice, exitPrice, quantity, pnl, commission, exitReason];
  });
}

describe("tradesByUnit", () => {
  it("flat: one trade from flat to flat", () => {
    // 10 × 10 + 30 × 20 + 20 × 25 = 1,200 for 60 units: 20 each. Sold for 20 × 30 + 30 × 40, and 10 × 50 left: 2,300.
    // 2,300 − 1,200 − 110 of fees. At most 40 were held.
    expect(trades("flat")).toEqual([[0, 5, 20, expect.closeTo(2300 / 60, 12), 40, 990, 110, "open"]]);
  });

  it("exit: each reduction against the average of what is held then", () => {
    // 40 at 17.5. 20 sold: 20 × (30 − 17.5) − 20 − 20 = 210. 20 left at 17.5 and 20 more at 25: 21.25.
    // 30 sold: 30 × (40 − 21.25) − 30 − 30 = 502.5. 10 left: 10 × (50 − 21.25) − 10 = 277.5. Together 990.
    expect(trades("exit")).toEqual([
      [0, 2, 17.5, 30, 20, 210, 40, "signal"],
      [0, 4, 21.25, 40, 30, 502.5, 60, "stop-loss"],
      [0, 5, 21.25, 50, 10, 277.5, 10, "open"],
    ]);
  });

  it("fifo: the oldest units first, one trade for each entry that they came from", () => {
    // 20 sold: the 10 at 10 (10 × 20 − 20 = 180) and 10 of the 30 at 20 (10 × 10 − 20 = 80).
    // 30 sold: the other 20 at 20 (20 × 20 − 40 = 360) and 10 at 25 (10 × 15 − 20 = 130). 10 at 25 left: 250 − 10 = 240.
    expect(trades("fifo")).toEqual([
      [0, 2, 10, 30, 10, 180, 20, "signal"],
      [1, 2, 20, 30, 10, 80, 20, "signal"],
      [1, 4, 20, 40, 20, 360, 40, "stop-loss"],
      [3, 4, 25, 40, 10, 130, 20, "stop-loss"],
      [3, 5, 25, 50, 10, 240, 10, "open"],
    ]);
  });

  it("has no open trade when nothing is left", () => {
    expect(trades("fifo", 0).map(([, exitBar]) => exitBar)).toEqual([2, 2, 4, 4]);
    expect(trades("exit", 0)).toHaveLength(2);
  });

  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

  function holds(flat: SimulationResult, other: SimulationResult): void {
    const { trades: _, account: __, ...rest } = flat;
    expect(other).toMatchObject(rest);
    const size = 1e-9 * (flat.startingCash + flat.trades.pnl.reduce((most, pnl) => most + Math.abs(pnl), 0));
    for (const name of ["pnl", "commission", "slippage"] as const)
      expect(Math.abs(sum(other.trades[name]) - sum(flat.trades[name]))).toBeLessThan(size);
    expect(other.trades.length).toBeGreaterThanOrEqual(flat.trades.length);
    const isOpen = (result: SimulationResult) => result.trades.exitReason.includes(OPEN_TRADE);
    expect(isOpen(other)).toBe(isOpen(flat));
  }

  it("changes neither fills nor equity nor the sum of pnl, whatever the unit", () => {
    fc.assert(
      fc.property(signalSimulations, fc.constantFrom<TradeUnit>("exit", "fifo"), (input, tradeUnit) => {
        holds(simulateSignals(input), simulateSignals({ ...input, tradeUnit }));
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(targetSimulations, fc.constantFrom<TradeUnit>("exit", "fifo"), (input, tradeUnit) => {
        holds(simulateTargets(input), simulateTargets({ ...input, tradeUnit }));
      }),
      { numRuns: 400 },
    );
  });

  it("is the same list for all units where every position has one entry and one exit", () => {
    fc.assert(
      fc.property(signalSimulations, (input) => {
        const single = { ...input, accumulate: 1 };
        const flat = simulateSignals(single).trades;
        expect(simulateSignals({ ...single, tradeUnit: "exit" }).trades).toEqual(flat);
        expect(simulateSignals({ ...single, tradeUnit: "fifo" }).trades).toEqual(flat);
      }),
      { numRuns: 300 },
    );
  });
});
