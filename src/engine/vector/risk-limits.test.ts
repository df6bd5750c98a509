import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  intradayBars,
  longSignalSimulations,
  type Prices,
  plainSettings,
} from "../../../test/support/intraday-simulation.ts";
import { NO_EXIT_REASON } from "../../trading/fills/fill-columns.ts";
import type { RiskLimits } from "../../trading/risk/risk-limits.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

/** Bars that stand still at each of these prices. */
const flat = (...prices: number[]): Prices => prices.map((price) => [price, price, price, price]);

/** 1,000 in cash, everything at the next open, no costs; entries and exits at the given bars. */
function run(prices: Prices, entries: number[], risk: RiskLimits | null, rest: Partial<SignalSimulation> = {}) {
  const bars = intradayBars(prices);
  const at = (rows: readonly number[]) => Uint8Array.from(prices, (_, i) => (rows.includes(i) ? 1 : 0));
  return simulateSignals({ ...plainSettings(bars), entries: at(entries), exits: at([]), risk, ...rest });
}

describe("limits of a simulation", () => {
  it("cut what an entry may be worth, to the share of equity that is left after its costs", () => {
    const { fills, limited, clipped, notFilled } = run(flat(100, 100, 100), [0], { maxPositionSize: 0.1 });
    expect([...fills.quantity]).toEqual([1]);
    expect({ limited, clipped, notFilled }).toEqual({
      limited: { "risk-position-size": 1 },
      clipped: 0,
      notFilled: {},
    });
    // Bought at 101 for what is worth 100, and 1 % of the 101 as commission: 2.01 a unit. q × 100 = 0.1 × (1000 − 2.01 q).
    const costs = { commission: { kind: "rate" as const, rate: 0.01 }, slippage: 0.01, spread: 0 };
    const dear = run(flat(100, 100, 100), [0], { maxPositionSize: 0.1 }, { costs });
    expect(dear.fills.quantity[0]).toBeCloseTo(100 / 100.201, 12);
    expect((dear.quantity[2]! * 100) / dear.equity[2]!).toBeCloseTo(0.1, 12);
  });

  it("find what fees by the order leave", () => {
    // 50 for the order, whatever its size: q × 100 = 0.5 × (1000 − 50).
    const costs = { commission: { kind: "per-order", amount: 50 }, slippage: 0, spread: 0 } as const;
    const { fills } = run(flat(100, 100, 100), [0], { maxPositionSize: 0.5 }, { costs });
    expect(fills.quantity[0]).toBeCloseTo(4.75, 7);
    expect(fills.quantity[0]! * 100).toBeLessThanOrEqual(475 * (1 + 1e-8));
  });

  it("cut intents and refuse fixed quantities", () => {
    const asked = (quantity: number) =>
      run(flat(100, 100, 100), [0], { maxPositionSize: 0.5 }, { size: { kind: "quantity", quantity } });
    expect([...asked(5).fills.quantity]).toEqual([5]);
    const { fills, notFilled, limited } = asked(6);
    expect(fills.length).toBe(0);
    expect({ notFilled, limited }).toEqual({ notFilled: { "risk-position-size": 1 }, limited: {} });
  });

  it("count heat to the stop, and the full value without one", () => {
    // 5 a unit between 100 and the stop at 95: 3 % of 1,000 are 6 units, 6 % more than cash can pay.
    expect([...run(flat(100, 100), [0], { maxPortfolioHeat: 0.06 }, { stopLoss: 0.05 }).fills.quantity]).toEqual([10]);
    expect(run(flat(100, 100), [0], { maxPortfolioHeat: 0.03 }, { stopLoss: 0.05 }).fills.quantity[0]).toBeCloseTo(
      6,
      12,
    );
    expect(run(flat(100, 100), [0], { maxPortfolioHeat: 0.03 }).fills.quantity[0]).toBeCloseTo(0.3, 12);
  });

  it("halt what enters while equity is too far below its peak", () => {
    // 1,000 in 10 units at 100. At 80: −20 %. Sold there; at the third entry the account is still 20 % below its peak.
    const prices = flat(100, 100, 80, 80, 80, 80);
    const exits = Uint8Array.of(0, 0, 1, 0, 0, 0);
    const { fills, notFilled } = run(prices, [0, 3], { maxDrawdown: 0.2 }, { exits });
    expect([...fills.bar]).toEqual([1, 3]);
    expect(notFilled).toEqual({ "risk-drawdown": 1 });
    expect(run(prices, [0, 3], { maxDrawdown: 0.21 }, { exits }).fills.length).toBe(3);
  });

  it("halt a session that lost too much, and let the next one begin anew", () => {
    // Three bars a session. Bought at 100 in the first, which ends at 100; the next falls to 90.
    const prices = flat(100, 100, 100, 90, 90, 90, 90, 90);
    const exits = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0);
    const halted = run(prices, [0, 4, 6], { maxDailyLoss: 0.1 }, { exits });
    expect([...halted.fills.bar]).toEqual([1, 4, 7]);
    expect(halted.notFilled).toEqual({ "risk-daily-loss": 1 });
  });

  it("flatten at the next open, before anything else, and stay out after a drawdown", () => {
    const prices: Prices = [...flat(100, 100), [100, 100, 70, 75], [74, 76, 74, 76], ...flat(120, 120)];
    const { trades, notFilled, quantity } = run(prices, [0, 2, 3, 4], { maxDrawdown: 0.2, onBreach: "flatten" });
    const exit = { exitBar: 3, exitPrice: 74, exitReason: "circuit-breaker" };
    expect(tradeAt(trades, 0)).toMatchObject(exit);
    expect([...quantity].slice(3)).toEqual([0, 0, 0]);
    // Decided at the closes of bars 2 (while held), 3 and 4, though the price has long recovered.
    expect(notFilled).toEqual({ "already-in": 1, "risk-drawdown": 2 });
  });

  it("let a flattened session go on with the next one", () => {
    const prices = flat(100, 100, 90, 90, 90, 90, 90, 90);
    const { fills, trades } = run(prices, [0, 6], { maxDailyLoss: 0.1, onBreach: "flatten" });
    expect([...fills.bar]).toEqual([1, 3, 7]);
    expect(trades.length).toBe(2);
  });

  it("refuse what a tail limit can't measure yet, and cut to what the last bars allow", () => {
    // Returns of the bars: 10 %, −10 %, 10 %, −10 %. The worst of four is −10 %: a fifth of equity loses 2 %.
    const prices = flat(100, 110, 99, 108.9, 98.01, 107.811, 107.811);
    const tail = { limit: 0.02, level: 0.95, window: 4 };
    expect(run(prices, [2], { maxVar: tail }).notFilled).toEqual({ "risk-var": 1 });
    const { fills, limited } = run(prices, [4], { maxCvar: tail });
    expect(limited).toEqual({ "risk-cvar": 1 });
    expect(fills.quantity[0]! * 107.811).toBeCloseTo(0.2 * 1000, 9);
  });

  it("change nothing where they allow everything", () => {
    const generous: RiskLimits = { maxPositionSize: 1e9, maxGrossExposure: 1e9, maxNetExposure: 1e9, maxLeverage: 1e9 };
    fc.assert(
      fc.property(longSignalSimulations, (input) => {
        const { account: _, ...free } = simulateSignals(input);
        const { account: __, ...limited } = simulateSignals({ ...input, risk: generous });
        expect(limited).toEqual(free);
      }),
      { numRuns: 200 },
    );
  });

  it("hold right after every entry, whatever it cost", () => {
    const limits: RiskLimits = { maxPositionSize: 0.4, maxPortfolioHeat: 0.05 };
    fc.assert(
      fc.property(longSignalSimulations, (input) => {
        const plain: SignalSimulation = {
          ...input,
          stopLevels: null,
          trailingStop: null,
          stopLoss: 0.02,
          risk: limits,
        };
        const { fills, startingCash } = simulateSignals(plain);
        const { multiplier } = input.bars.instrument;
        let [cash, units, cost] = [startingCash, 0, 0];
        for (let k = 0; k < fills.length; k++) {
          const [side, quantity, price] = [fills.side[k]!, fills.quantity[k]!, fills.price[k]!];
          cash -= side * quantity * price * multiplier + fills.commission[k]!;
          units += side * quantity;
          if (fills.exitReason[k] !== NO_EXIT_REASON) {
            if (Math.abs(units) < 1e-9 * quantity) units = 0;
            continue;
          }
          cost = Math.abs(units) === quantity ? price : cost + (price - cost) * (quantity / Math.abs(units));
          const mark = fills.reference[k]!;
          const equity = cash + units * mark * multiplier;
          const stop = cost * (1 - side * 0.02);
          const heat = Math.max(0, side * (mark - stop)) * Math.abs(units) * multiplier;
          expect(Math.abs(units) * mark * multiplier).toBeLessThanOrEqual(0.4 * equity * (1 + 1e-7));
          expect(heat).toBeLessThanOrEqual(0.05 * equity * (1 + 1e-7));
        }
      }),
      { numRuns: 400 },
    );
  });
});
