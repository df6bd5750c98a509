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
      taxes: 0,
      spread: expect.closeTo(5, 12),
      slippage: expect.closeTo(15, 12),
      impact: 0,
      borrow: 0,
      financing: 0,
      total: 530,
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
            taxes: 0,
            spread: 0,
            slippage: 0,
            impact: 0,
            borrow: 0,
            financing: 0,
            total: 0,
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

  it("adds slippage by volume share and the impact of the size to half the spread", () => {
    const costs = engine({
      spread: 0.002,
      slippage: { kind: "volume-share", impact: 0.1, bars: 20 },
      impact: { kind: "square-root", coefficient: 0.5, sessions: 20 },
    });
    // Half the spread 0.001; a tenth of the volume: 0.1 × 0.1² = 0.001; 0.5 × 0.02 × √(100 ÷ 10,000) = 0.001.
    const market = { reference: 100, barVolume: 1000, dailyVolume: 10_000, dailyVolatility: 0.02 };
    const sold = costs.calculateCosts({ side: -1, quantity: 100 }, market);
    expect(sold.fillPrice).toBeCloseTo(99.7, 10);
    for (const part of [sold.spread, sold.slippage, sold.impact]) expect(part).toBeCloseTo(10, 8);
    const waited = costs.calculateCosts({ side: -1, quantity: 100, isMaker: true }, market);
    expect([waited.fillPrice, waited.total]).toEqual([100, 0]);
  });

  it("takes half of Kyle's λ, and of Almgren's permanent impact, on average", () => {
    const market = { reference: 50, dailyVolume: 1e6, dailyVolatility: 0.02 };
    // λ × quantity = 0.0001 × 1,000 = 0.1, half of it by unit.
    const kyle = engine({ impact: { kind: "kyle", lambda: 0.0001, sessions: 20 } });
    expect(kyle.calculateCosts({ side: 1, quantity: 1000 }, market).fillPrice).toBeCloseTo(50.05, 10);
    // x = 0.25, linear: permanent 0.4 × 0.02 × 0.25 = 0.002, temporary over half a day 0.1 × 0.02 × 0.5 = 0.001.
    const linear = { permanent: 0.4, temporary: 0.1, exponent: 1, days: 0.5, sessions: 20 };
    const almgren = engine({ impact: { kind: "almgren-chriss", ...linear } });
    expect(almgren.calculateCosts({ side: 1, quantity: 250_000 }, market).fillPrice).toBeCloseTo(50.1, 10);
  });

  it("charges taxes by side, and carry for days held", () => {
    const costs = engine({ taxes: { buys: 0.005, sells: 0.001 }, carry: { borrow: 0.0365, financing: 0.072 } });
    // 10 units at 20: buying 200 × 0.5 %; a debt of 100 for 5 days of 360 at 7.2 %.
    const bought = costs.calculateCosts({ side: 1, quantity: 10, daysHeld: 5, debt: 100 }, { reference: 20 });
    expect([bought.taxes, bought.borrow]).toEqual([1, 0]);
    expect(bought.financing).toBeCloseTo(0.1, 12);
    // Sold short: 200 × 0.1 %; 200 × 3.65 % for 5 days of 365.
    const sold = costs.calculateCosts({ side: -1, quantity: 10, daysHeld: 5 }, { reference: 20 });
    expect(sold.taxes).toBeCloseTo(0.2, 12);
    expect(sold.borrow).toBeCloseTo(0.1, 12);
    expect(sold.total).toBeCloseTo(0.3, 12);
  });

  it("costs nothing by what isn't known of the market, and refuses what isn't given", () => {
    const costs = engine({ impact: { kind: "square-root", coefficient: 1, sessions: 20 } });
    const unknown = { reference: 100, dailyVolume: NaN, dailyVolatility: NaN };
    expect(costs.calculateCosts({ side: 1, quantity: 1 }, unknown).fillPrice).toBe(100);
    const trade = { side: 1, quantity: 1 } as const;
    expect(thrown(() => costs.calculateCosts(trade, { reference: 100 })).message).toContain("dailyVolume");
    expect(thrown(() => costs.fillPrice(1, 100)).code).toBe("BACKSIGHT_COST_STATE");
  });

  it("never sells below a tenth of the price, nor buys above twice it, however large the order", () => {
    const costs = engine({ impact: { kind: "square-root", coefficient: 1, sessions: 20 } });
    const market = { reference: 100, dailyVolume: 0, dailyVolatility: 0.02 };
    const sold = costs.calculateCosts({ side: -1, quantity: 1e9 }, market);
    expect(sold.fillPrice).toBeCloseTo(10, 10);
    expect(sold.impact).toBeCloseTo(90e9, 0);
    expect(costs.calculateCosts({ side: 1, quantity: 1e9 }, market).fillPrice).toBeCloseTo(190, 10);
  });

  it("affords by bisection what fits, and not a millionth more", () => {
    const commissions = fc.constantFrom<CostSettings["commission"]>(
      { kind: "per-order", amount: 5 },
      { kind: "bounded", of: perUnit(0.005), minimum: 1, maximumRate: 0.01 },
      { kind: "schedule", name: "ibkr-tiered" },
      { kind: "sum", of: [rate(0.001), { kind: "per-order", amount: 1 }] },
    );
    const money = fc.double({ min: 20, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        commissions,
        money,
        fc.constantFrom(1, 3),
        fc.constantFrom(1, -1),
        (commission, budget, weight, side) => {
          const costs = engine({ commission, taxes: { buys: 0.005, sells: 0.001 } });
          const context = { side, isMaker: false, time: 0, month: { quantity: 0, notional: 0 } } as const;
          const units = costs.affordable(budget, 7, 2, weight, context);
          expect(costs.spent(units, 7, 2, weight, context)).toBeLessThanOrEqual(budget);
          expect(costs.spent(units * (1 + 1e-6) + 1e-6, 7, 2, weight, context)).toBeGreaterThan(budget);
        },
      ),
    );
  });

  it("adds up: the parts explain the price to the last rounding", () => {
    const share = fc.double({ min: 0, max: 0.3, noNaN: true });
    const units = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(share, share, units, fc.constantFrom(1, -1), (spread, slippage, quantity, side) => {
        const costs = engine({ spread, slippage, impact: { kind: "square-root", coefficient: 1, sessions: 20 } });
        const market = { reference: 12.5, dailyVolume: 1e5, dailyVolatility: 0.03 };
        const { fillPrice, total, ...parts } = costs.calculateCosts({ side, quantity, multiplier: 5 }, market);
        const given = Math.abs(fillPrice - 12.5) * quantity * 5;
        expect(Math.abs(parts.spread + parts.slippage + parts.impact - given)).toBeLessThanOrEqual(1e-12 * given);
        expect(total).toBe(given);
        expect(Math.min(parts.spread, parts.slippage, parts.impact)).toBeGreaterThanOrEqual(-1e-9 * given);
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
    [{ commission: { kind: "per-order", amount: -1 } }, "commission must be a finite number, not negative, was -1."],
    [
      { impact: { kind: "square-root", coefficient: -1, sessions: 20 } },
      "impact must be a finite number, not negative",
    ],
    [
      { slippage: { kind: "volatility", multiple: 1, bars: 2 } },
      "bars of the slippage must be an integer from 3, was 2.",
    ],
    [{ taxes: { buys: 0, sells: 1 } }, "taxes on sells must be below 1, was 1."],
    [{ carry: { borrow: NaN, financing: 0 } }, "borrow must be a finite number, not negative, was NaN."],
    [{ slippage: 0.9, spread: 0.2 }, "slippage must be below 1 together with half the spread, was 1."],
  ] satisfies [Partial<CostSettings>, string][])("refuses %o", (settings, message) =>
    expect(thrown(() => engine(settings)).message).toContain(message),
  );
});
