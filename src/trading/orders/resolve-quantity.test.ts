import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instrument, instrument } from "../../market/instrument.ts";
import { type Commission, NO_COSTS } from "../costs/cost-settings.ts";
import { TransactionCostEngine } from "../costs/transaction-cost-engine.ts";
import { type ResolvedQuantity, resolveQuantity } from "./resolve-quantity.ts";
import type { Size } from "./size.ts";

interface Case {
  size: Size;
  price: number;
  cash: number;
  /** Price where the size is decided; the fill's own without it. */
  sizing?: number;
  rest?: Partial<Omit<Instrument, "symbol">>;
  commission?: Commission;
  stop?: number;
  leverage?: number;
}

function resolve({
  size,
  price,
  cash,
  sizing = price,
  rest = {},
  commission = NO_COSTS.commission,
  stop = NaN,
  leverage = 1,
}: Case) {
  const costs = new TransactionCostEngine({ ...NO_COSTS, commission });
  const basis = (unitPrice: number) => ({ price: unitPrice, stop, equity: cash, buyingPower: leverage * cash });
  return resolveQuantity(size, basis(sizing), basis(price), 1, instrument("X", rest), costs, leverage);
}

const units = (quantity: number): Size => ({ kind: "quantity", quantity });
const fraction = (value: number): Size => ({ kind: "fraction", fraction: value });
const money = (cash: number): Size => ({ kind: "cash", cash });
const whole = (quantity: number): ResolvedQuantity => ({ quantity, isClipped: false });
const cut = (quantity: number): ResolvedQuantity => ({ quantity, isClipped: true });

describe("resolveQuantity", () => {
  it.each<[string, Case, ReturnType<typeof resolve>]>([
    ["all of 1,000 at 50", { size: fraction(1), price: 50, cash: 1000 }, whole(20)],
    ["a quarter of 1,000 at 50", { size: fraction(0.25), price: 50, cash: 1000 }, whole(5)],
    ["money", { size: money(100), price: 50, cash: 1000 }, whole(2)],
    ["money that isn't there", { size: money(2000), price: 50, cash: 1000 }, cut(20)],
    ["units", { size: units(3), price: 50, cash: 1000 }, whole(3)],
    ["units for all the cash", { size: units(20), price: 50, cash: 1000 }, whole(20)],
    ["units that cash can't pay", { size: units(21), price: 50, cash: 1000 }, "insufficient-cash"],
    ["nothing at all", { size: fraction(1), price: 50, cash: 0 }, "below-lot"],
    ["a contract of 50 a point", { size: fraction(1), price: 4, cash: 1000, rest: { multiplier: 50 } }, whole(5)],
    // 1,000 / (50 × 1.25) = 16; 1,000 / (50 + 12.5) = 16.
    [
      "all, a quarter of it fees",
      { size: fraction(1), price: 50, cash: 1000, commission: { kind: "rate", rate: 0.25 } },
      whole(16),
    ],
    [
      "all, 12.5 a unit fees",
      { size: fraction(1), price: 50, cash: 1000, commission: { kind: "per-unit", amount: 12.5 } },
      whole(16),
    ],
    [
      "units whose fee is too much",
      { size: units(17), price: 50, cash: 1000, commission: { kind: "rate", rate: 0.25 } },
      "insufficient-cash",
    ],
  ])("takes %s", (_, given, expected) => expect(resolve(given)).toEqual(expected));

  it.each<[string, Case, ReturnType<typeof resolve>]>([
    ["down to whole lots", { size: fraction(1), price: 30, cash: 1000, rest: { lot: 10 } }, whole(30)],
    ["below one lot", { size: fraction(1), price: 101, cash: 1000, rest: { lot: 10 } }, "below-lot"],
    ["whole lots of a fixed quantity", { size: units(157), price: 1, cash: 1000, rest: { lot: 100 } }, whole(100)],
    ["a fixed quantity below the lot", { size: units(57), price: 1, cash: 1000, rest: { lot: 100 } }, "below-lot"],
    // 0.3 / 0.1 is 2.9999999999999996 in doubles, but three lots; 3 × 0.1 would be 0.30000000000000004.
    ["three lots of 0.1", { size: units(0.3), price: 1, cash: 1000, rest: { lot: 0.1 } }, whole(0.3)],
    // 1.23456789 / 1e-8 is 123456788.99999999.
    [
      "a hundred million lots",
      { size: units(1.23456789), price: 1, cash: 1000, rest: { lot: 1e-8 } },
      whole(1.23456789),
    ],
    ["a cut that whole lots hide", { size: money(1009), price: 100, cash: 1001, rest: { lot: 1 } }, whole(10)],
    ["a cut of a lot", { size: money(1100), price: 100, cash: 1001, rest: { lot: 1 } }, cut(10)],
  ])("counts lots as integers: %s", (_, given, expected) => expect(resolve(given)).toEqual(expected));

  it("takes rounding for nothing: 3 × 0.1 is more than 0.3 in doubles, and can be paid with it", () => {
    expect(3 * 0.1).toBeGreaterThan(0.3);
    expect(resolve({ size: units(3), price: 0.1, cash: 0.3 })).toEqual(whole(3));
    expect(resolve({ size: units(3), price: 0.1, cash: 0.2999999 })).toBe("insufficient-cash");
  });

  describe("sized at the decision", () => {
    it("keeps the units when the fill is cheaper", () => {
      expect(resolve({ size: fraction(1), sizing: 50, price: 40, cash: 1000 })).toEqual(whole(20));
    });
    it("is cut to what the fill allows when it's dearer", () => {
      expect(resolve({ size: fraction(1), sizing: 50, price: 80, cash: 1000 })).toEqual(cut(12.5));
    });
    it("isn't cut when enough is left", () => {
      expect(resolve({ size: fraction(0.5), sizing: 50, price: 80, cash: 1000 })).toEqual(whole(10));
    });
    it("asks for no more than the decision's cash, though the fill would allow it", () => {
      expect(resolve({ size: money(2000), sizing: 50, price: 25, cash: 1000 })).toEqual(cut(20));
    });
  });

  it("leaves exposure within leverage × equity, which pays the fees", () => {
    // 2,000 of buying power; n + 2 · n / 4 = 2,000 for a notional of 1,333.33, fee 333.33: equity 666.67, twice that again.
    const commission = { kind: "rate", rate: 0.25 } as const;
    const found = resolve({ size: money(9999), price: 1, cash: 1000, commission, leverage: 2 });
    expect(found).toEqual(cut(expect.closeTo(4000 / 3, 9) as unknown as number));
    expect(resolve({ size: units(1334), price: 1, cash: 1000, commission, leverage: 2 })).toBe("insufficient-cash");
    expect(resolve({ size: units(1333), price: 1, cash: 1000, commission, leverage: 2 })).toEqual(whole(1333));
  });

  describe("by risk", () => {
    it("loses that share of equity at the stop", () => {
      // 1 % of 1,000 over a distance of 5: two units.
      const risk: Size = { kind: "risk", fraction: 0.01 };
      expect(resolve({ size: risk, price: 50, cash: 1000, stop: 45 })).toEqual(whole(2));
      expect(resolve({ size: risk, price: 50, cash: 1000, stop: 49.9 })).toEqual(cut(20));
      expect(resolve({ size: risk, price: 50, cash: 1000 })).toBe("no-stop");
      expect(resolve({ size: risk, price: 50, cash: 1000, stop: 50 })).toBe("beyond-stop");
    });
  });

  it("finds the largest lot multiple that budget and costs allow", () => {
    const lots = fc.constantFrom(1, 100, 0.01, 0.5);
    const commissions = fc.oneof(
      fc.double({ min: 0, max: 0.5, noNaN: true }).map((rate): Commission => ({ kind: "rate", rate })),
      fc.double({ min: 0, max: 5, noNaN: true }).map((amount): Commission => ({ kind: "per-unit", amount })),
    );
    const amount = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(
        lots,
        commissions,
        amount,
        amount,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (lot, commission, price, cash, share) => {
          const costs = new TransactionCostEngine({ ...NO_COSTS, commission });
          const cost = (quantity: number) => quantity * price + costs.commission(quantity, price, 1);
          const found = resolve({ size: fraction(share), price, cash, rest: { lot }, commission });
          const quantity = typeof found === "string" ? 0 : found.quantity;
          const budget = share * cash;
          expect(Math.abs(quantity / lot - Math.round(quantity / lot))).toBeLessThan(1e-6);
          expect(cost(quantity)).toBeLessThanOrEqual(budget * (1 + 1e-9) + cost(lot) * 1e-9);
          expect(cost(quantity + lot)).toBeGreaterThan(budget * (1 - 1e-9));
        },
      ),
    );
  });
});
