import fc from "fast-check";
import { expect, it } from "vitest";
import { largestQuantity } from "./largest-quantity.ts";

it("is what fits, to the last bits: a fee, a share, a price that rises with the size", () => {
  const money = fc.double({ min: 0.01, max: 1e7, noNaN: true });
  const share = fc.double({ min: 0, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(money, money, share, share, money, (budget, price, rate, worse, fee) => {
      let asked = 0;
      const spend = (units: number) => {
        asked++;
        return units === 0 ? 0 : units * price * (1 + worse * Math.sqrt(units / 1000)) * (1 + rate) + fee / 100;
      };
      const units = largestQuantity(spend, budget, budget / price);
      expect(asked).toBeLessThan(200);
      expect(units === 0 ? 0 : spend(units)).toBeLessThanOrEqual(budget);
      expect(spend(units + (1e-12 * budget) / price)).toBeGreaterThan(budget * (1 - 1e-9));
    }),
    { numRuns: 2000 },
  );
});

it("is nothing where not even the fee can be paid, and all where everything fits", () => {
  expect(largestQuantity((units) => (units === 0 ? 0 : units + 5), 4, 4)).toBe(0);
  expect(largestQuantity((units) => units, 4, 4)).toBe(4);
  expect(largestQuantity((units) => units, -1, -1)).toBe(0);
  expect(largestQuantity(() => 1, 4, NaN)).toBe(0);
});

it("asks a few times only where spending is a straight line", () => {
  let asked = 0;
  // (1,000 − 1) ÷ (10 × 1.001).
  const units = largestQuantity(
    (quantity) => {
      asked++;
      return quantity * 10 * 1.001 + 1;
    },
    1000,
    100,
  );
  expect(units).toBeCloseTo(999 / 10.01, 10);
  expect(asked).toBeLessThan(20);
});
