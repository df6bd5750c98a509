import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instrument, instrument } from "../../market/instrument.ts";
import { type CostSettings, NO_COSTS } from "../costs/cost-settings.ts";
import { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { FILL_PHASES } from "../fills/fill-columns.ts";
import { tradeAt } from "../trade-columns.ts";
import { Ledger } from "./ledger.ts";

function ledgerWith(
  cash: number,
  costs: Partial<CostSettings> = {},
  rest: Partial<Omit<Instrument, "symbol">> = {},
): Ledger {
  return new Ledger(cash, instrument("X", rest), new TransactionCostEngine({ ...NO_COSTS, ...costs }));
}

const at = (bar: number) => ({ bar, phase: "open" as const, time: bar * 1000 });

describe("Ledger", () => {
  it("follows the order of operations of the rule book, to the bit", () => {
    const costs = { commission: { kind: "rate", rate: 0.001 } as const, slippage: 0.0005, spread: 0.0002 };
    const ledger = ledgerWith(1e5, costs, { multiplier: 50 });
    ledger.increase(1, 7.3, 123.45, at(0));
    const s = 0.0002 / 2 + 0.0005;
    const p = 123.45 * (1 + s);
    const n = 7.3 * p * 50;
    const fee = 0.001 * n;
    const cash = 1e5 - (n + fee);
    expect(ledger.cash).toBe(cash);
    ledger.reduce(7.3, 130.1, at(1), "signal");
    const q = 130.1 * (1 - s);
    const m = 7.3 * q * 50;
    expect(ledger.cash).toBe(cash + (m - 0.001 * m));
    expect(ledger.equityAt(999)).toBe(ledger.cash);
  });

  it("records each fill with price, reference and costs", () => {
    const ledger = ledgerWith(1000, { commission: { kind: "per-unit", amount: 0.5 }, slippage: 0.25 });
    ledger.increase(1, 4, 100, { bar: 3, phase: "close", time: 77 });
    const fills = ledger.fills();
    expect(fills.length).toBe(1);
    expect([fills.bar[0], FILL_PHASES[fills.phase[0]!], fills.time[0], fills.side[0]]).toEqual([3, "close", 77, 1]);
    expect([fills.quantity[0], fills.price[0], fills.reference[0]]).toEqual([4, 125, 100]);
    expect([fills.commission[0], fills.slippage[0]]).toEqual([2, 100]);
    expect(ledger.cash).toBe(1000 - 500 - 2);
  });

  it("closes limits and targets at their very price", () => {
    const ledger = ledgerWith(1000, { slippage: 0.25 });
    ledger.increase(1, 4, 100, at(0));
    ledger.reduce(4, 120, at(1), "take-profit", 120);
    expect(ledger.fills().price[1]).toBe(120);
    expect(ledger.fills().slippage[1]).toBe(0);
  });

  it("takes what an all-in leaves by rounding for nothing", () => {
    const ledger = ledgerWith(1);
    ledger.increase(1, 1 / 3, 3 * (1 - 1e-10), at(0));
    expect(ledger.cash).toBe(0);
    const richer = ledgerWith(1);
    richer.increase(1, 1 / 3, 3 * (1 - 1e-8), at(0));
    expect(richer.cash).toBeCloseTo(1e-8, 12);
  });

  it("takes less than a billionth of a position, or half a lot, for nothing", () => {
    const close = (left: number, lot: number | null) => {
      const ledger = ledgerWith(1000, {}, { lot });
      ledger.increase(1, 10, 10, at(0));
      ledger.reduce(10 - left, 10, at(1), "signal");
      return ledger.quantity;
    };
    expect(close(0.9e-8, null)).toBe(0);
    expect(close(1.1e-8, null)).toBeCloseTo(1.1e-8, 12);
    expect(close(0.49, 1)).toBe(0);
    expect(close(1, 1)).toBe(1);
  });

  it("sells short: proceeds are held as cash", () => {
    const ledger = ledgerWith(1000);
    ledger.increase(-1, 5, 100, at(0));
    expect([ledger.cash, ledger.quantity, ledger.equityAt(80)]).toEqual([1500, -5, 1100]);
    ledger.reduce(5, 80, at(1), "signal");
    expect([ledger.cash, ledger.quantity]).toEqual([1100, 0]);
    expect(tradeAt(ledger.tradesMarkedAt(1, 0, 80), 0)).toMatchObject({
      side: "short",
      pnl: 100,
      entryPrice: 100,
      exitPrice: 80,
    });
  });
});

describe("trades", () => {
  it("run flat to flat: prices are quantity-weighted means, quantity the most held", () => {
    // Buys 10 at 100 and 30 at 120: mean 115. Sells 20 at 130 and 20 at 110: mean 120.
    // pnl 40 × 5 = 200 over entry notionals of 1,000 + 3,600.
    const ledger = ledgerWith(10_000);
    ledger.increase(1, 10, 100, at(2));
    ledger.increase(1, 30, 120, at(3));
    ledger.reduce(20, 130, at(5), "signal");
    ledger.reduce(20, 110, at(7), "stop-loss");
    const trades = ledger.tradesMarkedAt(9, 9000, 1);
    expect(trades.length).toBe(1);
    expect(tradeAt(trades, 0)).toEqual({
      symbol: "X",
      side: "long",
      entryBar: 2,
      exitBar: 7,
      entryTime: 2000,
      exitTime: 7000,
      entryPrice: 115,
      exitPrice: 120,
      quantity: 40,
      pnl: 200,
      returnFraction: 200 / 4600,
      commission: 0,
      spread: 0,
      slippage: 0,
      impact: 0,
      taxes: 0,
      carry: 0,
      dividends: 0,
      mae: NaN,
      mfe: NaN,
      exitReason: "stop-loss",
      isAmbiguous: false,
    });
  });

  it("count the multiplier in money, not in prices", () => {
    const ledger = ledgerWith(10_000, {}, { multiplier: 50 });
    ledger.increase(1, 2, 20, at(0));
    ledger.reduce(2, 21, at(1), "signal");
    expect(tradeAt(ledger.tradesMarkedAt(1, 0, 21), 0)).toMatchObject({
      entryPrice: 20,
      exitPrice: 21,
      pnl: 100,
      returnFraction: 100 / 2000,
    });
  });

  it("are net of everything", () => {
    // Bought 10 at 110 (reference 100) for 2 % of 1,100, sold at 90: 900 − 18 − 1,100 − 22 = −240.
    const ledger = ledgerWith(10_000, { commission: { kind: "rate", rate: 0.02 }, slippage: 0.1 });
    ledger.increase(1, 10, 100, at(0));
    ledger.reduce(10, 100, at(1), "signal");
    const trade = tradeAt(ledger.tradesMarkedAt(1, 0, 100), 0);
    expect(trade.pnl).toBeCloseTo(-240, 9);
    expect(trade.commission).toBeCloseTo(40, 9);
    expect(trade.slippage).toBeCloseTo(200, 9);
    // gross = pnl + all costs: the price didn't move.
    expect(trade.pnl + trade.commission + trade.slippage).toBeCloseTo(0, 9);
  });

  it("still open are marked at the last close without exit cost", () => {
    const ledger = ledgerWith(10_000, { commission: { kind: "per-unit", amount: 1 } });
    ledger.increase(1, 10, 100, at(4));
    const trade = tradeAt(ledger.tradesMarkedAt(6, 6000, 130), 0);
    expect(trade).toMatchObject({
      exitReason: "open",
      exitBar: 6,
      exitTime: 6000,
      exitPrice: 130,
      pnl: 290,
      commission: 10,
    });
  });

  it("half closed are marked with what is left", () => {
    // Sold 5 at 120, 5 left at 130: mean 125, pnl 10 × 25.
    const ledger = ledgerWith(10_000);
    ledger.increase(1, 10, 100, at(0));
    ledger.reduce(5, 120, at(1), "signal");
    expect(tradeAt(ledger.tradesMarkedAt(2, 2000, 130), 0)).toMatchObject({ exitPrice: 125, pnl: 250, quantity: 10 });
  });

  it("that reverse are two", () => {
    const ledger = ledgerWith(10_000);
    ledger.increase(1, 10, 100, at(0));
    ledger.reduce(10, 110, at(1), "reverse");
    ledger.increase(-1, 10, 110, at(1));
    const trades = ledger.tradesMarkedAt(2, 2000, 105);
    expect([tradeAt(trades, 0), tradeAt(trades, 1)]).toMatchObject([
      { side: "long", pnl: 100, exitReason: "reverse" },
      { side: "short", pnl: 50, exitReason: "open" },
    ]);
  });

  it("of one price have that very price", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        fc.array(fc.double({ min: 0.001, max: 100, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (price, quantities) => {
          const ledger = ledgerWith(1e9);
          for (const quantity of quantities) ledger.increase(1, quantity, price, at(0));
          const trade = tradeAt(ledger.tradesMarkedAt(1, 1000, price), 0);
          expect([trade.entryPrice, trade.exitPrice]).toEqual([price, price]);
        },
      ),
    );
  });
});

/** Buys and sells in whatever order, each followed by a price at which the account is marked. */
const price = fc.double({ min: 1, max: 500, noNaN: true });
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom("increase", "reduce", "close", "reverse"),
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    side: fc.constantFrom(1 as const, -1 as const),
    quantity: fc.double({ min: 0.1, max: 50, noNaN: true }),
    reference: price,
    mark: price,
  }),
  { maxLength: 20 },
);
const anyCosts = fc.record({
  commission: fc.oneof(
    fc.constantFrom(0, 0.001, 0.1).map((rate) => ({ kind: "rate" as const, rate })),
    fc.constantFrom(0, 0.01, 2).map((amount) => ({ kind: "per-unit" as const, amount })),
  ),
  slippage: fc.constantFrom(0, 0.0005, 0.1),
  spread: fc.constantFrom(0, 0.01),
});

describe("conservation", () => {
  it("holds for any fills: equity moves by what the marks move, less commission and slippage", () => {
    fc.assert(
      fc.property(steps, anyCosts, fc.constantFrom(1, 50), (sequence, costs, multiplier) => {
        const cash = 1e6;
        const ledger = ledgerWith(cash, costs, { multiplier });
        let gained = 0;
        let mark = 100;
        let largest = cash;
        sequence.forEach((step, i) => {
          // To the fill's reference price with what was held before, to the mark with what is held after.
          gained += ledger.quantity * (step.reference - mark) * multiplier;
          if (step.kind === "increase" || ledger.quantity === 0) {
            const side = ledger.quantity === 0 ? step.side : ledger.quantity > 0 ? 1 : -1;
            ledger.increase(side, step.quantity, step.reference, at(i));
          } else {
            const held = Math.abs(ledger.quantity);
            const side = ledger.quantity > 0 ? -1 : 1;
            ledger.reduce(step.kind === "reduce" ? held * step.share : held, step.reference, at(i), "signal");
            if (step.kind === "reverse") ledger.increase(side, step.quantity, step.reference, at(i));
          }
          gained += ledger.quantity * (step.mark - step.reference) * multiplier;
          mark = step.mark;
          largest = Math.max(largest, Math.abs(ledger.equityAt(mark)));
        });
        const { commission, slippage, spread } = ledger.fills();
        const paid = sum(commission) + sum(slippage) + sum(spread);
        expect(Math.abs(ledger.equityAt(mark) - cash - (gained - paid))).toBeLessThan(1e-9 * largest);

        const trades = ledger.tradesMarkedAt(sequence.length, 0, mark);
        expect(Math.abs(ledger.equityAt(mark) - cash - sum(trades.pnl))).toBeLessThan(1e-9 * largest);
        expect(Math.abs(sum(trades.commission) - sum(commission))).toBeLessThan(1e-9 * largest);
        expect(Math.abs(sum(trades.slippage) - sum(slippage))).toBeLessThan(1e-9 * largest);
        expect(Math.abs(sum(trades.spread) - sum(spread))).toBeLessThan(1e-9 * largest);
      }),
      { numRuns: 500 },
    );
  });

  it("makes doubling a cost never raise what a fixed list of fills ends with", () => {
    fc.assert(
      fc.property(steps, anyCosts, fc.constantFrom("commission", "slippage", "spread"), (sequence, costs, doubled) => {
        const commission =
          costs.commission.kind === "rate"
            ? { ...costs.commission, rate: 2 * costs.commission.rate }
            : { ...costs.commission, amount: 2 * costs.commission.amount };
        const dearer = { ...costs, [doubled]: doubled === "commission" ? commission : 2 * costs[doubled as "spread"] };
        const final = (settings: CostSettings) => {
          const ledger = ledgerWith(1e6, settings);
          sequence.forEach(({ side, quantity, reference, kind }, i) => {
            if (ledger.quantity === 0 || kind === "increase")
              ledger.increase(ledger.quantity < 0 ? -1 : ledger.quantity > 0 ? 1 : side, quantity, reference, at(i));
            else ledger.reduce(Math.abs(ledger.quantity), reference, at(i), "signal");
          });
          return ledger.equityAt(100);
        };
        expect(final(dearer)).toBeLessThanOrEqual(final(costs));
      }),
    );
  });
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
