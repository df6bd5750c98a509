import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulations } from "../../../test/support/random-simulation.ts";
import { createBars } from "../../market/create-bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import { type CostSettings, NO_COSTS, proportionalCosts } from "../../trading/costs/cost-settings.ts";
import { FILL_PHASES } from "../../trading/fills/fill-columns.ts";
import type { Size } from "../../trading/orders/size.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { type SignalSimulation, simulateSignals } from "./simulate-signals.ts";

const RUNS = { numRuns: 400 };

/** The same simulation with prices, and money where told, `factor` times as large. */
function scaled(input: SignalSimulation, factor: number, money: number): SignalSimulation {
  const { bars, size } = input;
  const times = (column: Float64Array) => column.map((price) => price * factor);
  const scaledSize: Size = size.kind === "cash" ? { kind: "cash", cash: size.cash * money } : size;
  return {
    ...input,
    cash: input.cash * money,
    size: scaledSize,
    bars: createBars({
      ...bars,
      open: times(bars.open),
      high: times(bars.high),
      low: times(bars.low),
      close: times(bars.close),
      ticksPerUnit: null,
    }),
  };
}

/** Fractions of equity, fractional quantities and proportional costs: nothing knows how large a price is. */
const scalable = simulations.filter(
  ({ bars, size, costs }) =>
    bars.instrument.lot === null && size.kind !== "quantity" && costs.commission.kind === "rate",
);

describe("a simulation", () => {
  it("never fills before the decision could be known, in the warm-up, or after the end", () => {
    fc.assert(
      fc.property(simulations, (input) => {
        const { fills, orders } = simulateSignals(input);
        const decided = Array.from(orders.decisionBar).filter((_, i) => orders.status[i] === 0);
        expect(decided).toHaveLength(fills.length);
        decided.forEach((decisionBar, i) => {
          expect(decisionBar).toBeGreaterThanOrEqual(input.firstDecision);
          expect(fills.bar[i]).toBe(input.fill === "next-open" ? decisionBar + 1 : decisionBar);
          expect(fills.bar[i]).toBeLessThan(input.bars.length);
          expect(FILL_PHASES[fills.phase[i]!]).toBe(input.fill === "next-open" ? "open" : "close");
          expect(fills.reference[i]).toBe(
            input.fill === "next-open" ? input.bars.open[decisionBar + 1] : input.bars.close[decisionBar],
          );
        });
      }),
      RUNS,
    );
  });

  it("knows nothing of the future: on a prefix it is the prefix, but for what the last bar of all can't do", () => {
    fc.assert(
      fc.property(simulations, fc.nat(), (input, cut) => {
        const whole = simulateSignals(input);
        const length = Math.max(input.start + 1, cut % (input.bars.length + 1));
        const part = simulateSignals({
          ...input,
          bars: sliceBars(input.bars, 0, length),
          entries: input.entries.slice(0, length),
          exits: input.exits.slice(0, length),
        });
        // With fills at the close, an entry on the prefix's last bar is refused there.
        const isEntryRefused = part.orders.status.includes(3) && input.fill === "close";
        const same = isEntryRefused ? length - 1 : length;
        for (const name of ["cash", "equity", "quantity"] as const)
          expect(part[name].slice(0, same)).toStrictEqual(whole[name].slice(0, same));
        const known = Array.from(whole.fills.bar).filter((bar) => bar < same).length;
        expect(part.fills.length).toBe(known);
        for (const name of ["bar", "phase", "side", "quantity", "price", "commission", "slippage"] as const)
          expect(part.fills[name]).toStrictEqual(whole.fills[name].slice(0, known));
      }),
      RUNS,
    );
  });

  it("conserves: equity moves by what the marks move, less what was paid", () => {
    fc.assert(
      fc.property(simulations, (input) => {
        const { bars, cash } = input;
        const { multiplier } = bars.instrument;
        const { equity, quantity, fills, trades } = simulateSignals(input);
        let gained = 0;
        let largest = cash;
        let next = 0;
        for (let i = 0; i < bars.length; i++) {
          let before = i === 0 ? 0 : quantity[i - 1]!;
          let mark = i === 0 ? bars.open[0]! : bars.close[i - 1]!;
          for (; next < fills.length && fills.bar[next] === i; next++) {
            gained += before * (fills.reference[next]! - mark) * multiplier;
            gained -= fills.commission[next]! + fills.slippage[next]! + fills.spread[next]!;
            mark = fills.reference[next]!;
            before += fills.side[next]! * fills.quantity[next]!;
          }
          gained += quantity[i]! * (bars.close[i]! - mark) * multiplier;
          largest = Math.max(largest, Math.abs(equity[i]!));
          expect(Math.abs(equity[i]! - cash - gained)).toBeLessThan(1e-9 * largest);
        }
        const pnl = trades.pnl.reduce((sum, value) => sum + value, 0);
        expect(Math.abs(equity[bars.length - 1]! - cash - pnl)).toBeLessThan(1e-9 * largest);
      }),
      RUNS,
    );
  });

  it("never spends what isn't there", () => {
    fc.assert(
      fc.property(simulations, (input) => {
        const { cash, fills } = simulateSignals(input);
        // The fees of a sale may exceed what it brings; a purchase must leave nothing owed.
        for (let i = 0; i < fills.length; i++) {
          if (fills.side[i] === 1) expect(cash[fills.bar[i]!]).toBeGreaterThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });

  it("has trades whose parts agree with its fills", () => {
    fc.assert(
      fc.property(simulations, (input) => {
        const { fills, trades } = simulateSignals(input);
        expect(trades.length).toBe(Array.from(fills.side).filter((side) => side === 1).length);
        for (let k = 0; k < trades.length; k++) {
          const trade = tradeAt(trades, k);
          const buy = 2 * k;
          expect([trade.entryBar, trade.entryTime, trade.entryPrice, trade.quantity]).toEqual([
            fills.bar[buy],
            fills.time[buy],
            fills.price[buy],
            fills.quantity[buy],
          ]);
          if (trade.exitReason === "open") {
            expect(k).toBe(trades.length - 1);
            expect(trade.exitPrice).toBe(input.bars.close[input.bars.length - 1]);
          } else {
            expect([trade.exitBar, trade.exitPrice, trade.quantity]).toEqual([
              fills.bar[buy + 1],
              fills.price[buy + 1],
              fills.quantity[buy + 1],
            ]);
          }
        }
      }),
      RUNS,
    );
  });

  it("on prices a power of two as large buys so many fewer units, and has the same equity to the bit", () => {
    fc.assert(
      fc.property(scalable, fc.constantFrom(0.125, 0.5, 2, 1024), (input, factor) => {
        const plain = simulateSignals(input);
        const large = simulateSignals(scaled(input, factor, 1));
        expect(large.cash).toStrictEqual(plain.cash);
        expect(large.equity).toStrictEqual(plain.equity);
        expect(large.trades.pnl).toStrictEqual(plain.trades.pnl);
        expect(large.fills.quantity).toStrictEqual(plain.fills.quantity.map((units) => units / factor));
        expect(large.fills.price).toStrictEqual(plain.fills.price.map((price) => price * factor));
      }),
      RUNS,
    );
  });

  it("on prices and money a power of two as large has the same quantities, and so much more equity, to the bit", () => {
    fc.assert(
      fc.property(scalable, fc.constantFrom(0.125, 0.5, 2, 1024), (input, factor) => {
        const plain = simulateSignals(input);
        const large = simulateSignals(scaled(input, factor, factor));
        expect(large.fills.quantity).toStrictEqual(plain.fills.quantity);
        expect(large.equity).toStrictEqual(plain.equity.map((money) => money * factor));
        expect(large.trades.returnFraction).toStrictEqual(plain.trades.returnFraction);
      }),
      RUNS,
    );
  });

  it("without costs is one whose costs are zero, however they are put", () => {
    const zero: CostSettings = { commission: { kind: "per-unit", amount: 0 }, slippage: 0, spread: 0 };
    fc.assert(
      fc.property(simulations, (input) => {
        expect(simulateSignals({ ...input, costs: NO_COSTS })).toStrictEqual(
          simulateSignals({ ...input, costs: zero }),
        );
      }),
      RUNS,
    );
  });

  it("of one unit at a time ends no richer when a cost is doubled", () => {
    const dearer = (given: CostSettings, which: "commission" | "slippage" | "spread"): CostSettings => {
      const costs = proportionalCosts(given)!;
      if (which !== "commission") return { ...costs, [which]: 2 * costs[which] };
      const { commission } = costs;
      return {
        ...costs,
        commission:
          commission.kind === "rate"
            ? { kind: "rate", rate: 2 * commission.rate }
            : { kind: "per-unit", amount: 2 * commission.amount },
      };
    };
    fc.assert(
      fc.property(simulations, fc.constantFrom("commission", "slippage", "spread"), (input, which) => {
        // So much cash that no order is refused: the list of fills stays as it is.
        const fixed: SignalSimulation = { ...input, size: { kind: "quantity", quantity: 1 }, cash: 1e9 };
        const plain = simulateSignals(fixed);
        const costly = simulateSignals({ ...fixed, costs: dearer(input.costs, which) });
        expect(costly.fills.bar).toStrictEqual(plain.fills.bar);
        const last = input.bars.length - 1;
        expect(costly.equity[last]).toBeLessThanOrEqual(plain.equity[last]!);
      }),
      RUNS,
    );
  });

  it("gives the same bits again", () => {
    fc.assert(
      fc.property(simulations, (input) => {
        expect(simulateSignals(input)).toStrictEqual(simulateSignals(input));
      }),
      { numRuns: 50 },
    );
  });
});
