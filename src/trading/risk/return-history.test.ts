import { describe, expect, it } from "vitest";
import { ReturnHistory } from "./return-history.ts";

describe("ReturnHistory", () => {
  it("keeps the latest returns, at least as many as are wanted", () => {
    const history = new ReturnHistory(3);
    // Each price is 1 + 1/k times the one before: returns 1, 1/2, 1/3 …
    const prices = Array.from({ length: 20 }, (_, k) => k + 1);
    for (const [k, price] of prices.entries()) {
      history.add(price);
      const { latest } = history;
      expect(latest.length).toBeGreaterThanOrEqual(Math.min(3, k + 1));
      expect(latest.length).toBeLessThanOrEqual(6);
      expect(latest.at(-1)).toEqual(k === 0 ? NaN : price / prices[k - 1]! - 1);
      if (k >= 3) expect(latest.at(-3)).toBe(prices[k - 2]! / prices[k - 3]! - 1);
    }
  });

  it("goes on in new shares after a split", () => {
    const history = new ReturnHistory(2);
    history.add(100);
    history.restate((price) => price / 2);
    history.add(51);
    expect(history.latest.at(-1)).toBeCloseTo(0.02, 12);
  });

  it("is unknown before the first price, and right after it", () => {
    const history = new ReturnHistory(4);
    for (const price of [NaN, NaN, 10, 11]) history.add(price);
    expect([...history.latest]).toEqual([NaN, NaN, NaN, 11 / 10 - 1]);
  });
});
