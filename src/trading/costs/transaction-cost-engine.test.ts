import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { type CostSettings, DEFAULT_COSTS, NO_COSTS } from "./cost-settings.ts";
import { TransactionCostEngine } from "./transaction-cost-engine.ts";

const engine = (settings: Partial<CostSettings>) => new TransactionCostEngine({ ...NO_COSTS, ...settings });
const rate = (value: number) => ({ kind: "rate", rate: value }) as const;
const perUnit = (amount: number) => ({ kind: "per-unit", amount }) as const;

describe("TransactionCostEngine", () => {
  it("moves the price by half the spread and the slippage, against the trader", () => {
    const costs = engine({ spread: 0.02, slippage: 0.04 });
    expect(costs.fillPrice(1, 100)).toBe(105);
    expect(costs.fillPrice(-1, 100)).toBe(95);
  });

  it("takes a share of the notional, or money for each unit", () => {
    // 10 units at 20 with 50 a point: notional 10,000.
    expect(engine({ commission: rate(0.25) }).commission(10, 20, 50)).toBe(2500);
    expect(engine({ commission: perUnit(0.5) }).commission(10, 20, 50)).toBe(5);
  });

  it("explains a fill: slippage and spread are inside the price", () => {
    // 10 × 2 % × 100 = 20 in all, of which half the spread is a quarter.
    const costs = engine({ commission: rate(0.5), spread: 0.01, slippage: 0.015 }).calculateCosts(
      { side: 1, quantity: 10 },
      { reference: 100 },
    );
    expect(costs).toEqual({
      fillPrice: 102,
      commission: 510,
      spread: expect.closeTo(5, 12),
      slippage: expect.closeTo(15, 12),
    });
  });

  it("is the same for no costs and for costs of zero, to the bit", () => {
    const none = new TransactionCostEngine(NO_COSTS);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (price, units) => {
          expect(none.fillPrice(1, price)).toBe(price);
          expect(none.fillPrice(-1, price)).toBe(price);
          expect(none.commission(units, price, 1)).toBe(0);
          expect(none.affordable(units, price, 1)).toBe(engine({ commission: perUnit(0) }).affordable(units, price, 1));
          expect(none.calculateCosts({ side: 1, quantity: units }, { reference: price })).toEqual({
            fillPrice: price,
            commission: 0,
            spread: 0,
            slippage: 0,
          });
        },
      ),
    );
  });

  it("affords as much as the budget pays, and no more", () => {
    const commissions = fc.oneof(
      fc.double({ min: 0, max: 2, noNaN: true }).map(rate),
      fc.double({ min: 0, max: 50, noNaN: true }).map(perUnit),
    );
    const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(commissions, amount, amount, fc.constantFrom(1, 50, 0.1), (commission, budget, price, multiplier) => {
        const costs = engine({ commission });
        const units = costs.affordable(budget, price, multiplier);
        const spent = units * price * multiplier + costs.commission(units, price, multiplier);
        expect(Math.abs(spent - budget)).toBeLessThan(1e-12 * budget);
      }),
    );
  });

  it("has the documented defaults", () => {
    expect(DEFAULT_COSTS).toEqual({ commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 });
  });

  it.each([
    [{ slippage: -0.1 }, "slippage must be a finite number, not negative, was -0.1."],
    [{ spread: NaN }, "spread must be a finite number, not negative, was NaN."],
    [{ commission: rate(-0.001) }, "commission must be a finite number, not negative, was -0.001."],
    [{ commission: perUnit(Infinity) }, "commission must be a finite number, not negative, was Infinity."],
    [{ slippage: 0.9, spread: 0.2 }, "slippage must be below 1 together with half the spread, was 1."],
  ])("refuses %o", (settings, message) => expect(thrown(() => engine(settings)).message).toContain(message));
});
