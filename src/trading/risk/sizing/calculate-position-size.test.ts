import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atrSize } from "./atr-size.ts";
import { calculatePositionSize, type SizingRequest } from "./calculate-position-size.ts";
import { fixedFractionSize } from "./fixed-fraction-size.ts";
import { fixedRiskSize } from "./fixed-risk-size.ts";
import { volatilityTargetSize } from "./volatility-target-size.ts";

const ACCOUNT = { equity: 100_000, price: 50, lot: 1 };

describe("sizes", () => {
  it("are what paper says", () => {
    expect(fixedFractionSize({ ...ACCOUNT, fraction: 0.1 })).toEqual({
      quantity: 200,
      notional: 10_000,
      isClipped: false,
    });
    // 1,000 at risk, 2.50 each
    const risked = { quantity: 400, notional: 20_000, isClipped: false, riskAtStop: 1000 };
    expect(fixedRiskSize({ ...ACCOUNT, riskFraction: 0.01, stop: 47.5 })).toEqual(risked);
    expect(fixedRiskSize({ ...ACCOUNT, riskFraction: 0.01, stop: 52.5, side: "short" })).toEqual(risked);
    expect(atrSize({ ...ACCOUNT, riskFraction: 0.01, atr: 1.25, multiple: 2 })).toEqual(risked);
    // 20 % wanted of an asset with 10 %: twice equity, 1.5 times allowed
    const wide = { ...ACCOUNT, targetVolatility: 0.2, volatility: 0.1, maxLeverage: 1.5 };
    expect(volatilityTargetSize(wide)).toEqual({ quantity: 3000, notional: 150_000, isClipped: true });
    expect(volatilityTargetSize({ ...wide, volatility: 0.4 })).toEqual({
      quantity: 1000,
      notional: 50_000,
      isClipped: false,
    });
  });

  it("count futures by their multiplier, and fractions where there is no lot", () => {
    const future = { equity: 100_000, price: 4000, multiplier: 50, lot: 1 };
    // 2,000 at risk; 10 points are 500 a contract
    expect(fixedRiskSize({ ...future, riskFraction: 0.02, stop: 3990 })).toMatchObject({
      quantity: 4,
      riskAtStop: 2000,
    });
    expect(fixedFractionSize({ equity: 100, price: 8, fraction: 0.5 })).toMatchObject({ quantity: 6.25 });
    expect(fixedRiskSize({ ...ACCOUNT, riskFraction: 0.01, stop: 49.5, maxExposure: 0.5 })).toMatchObject({
      quantity: 1000,
      isClipped: true,
      riskAtStop: 500,
    });
  });

  it("never risk or weigh more than asked, and one lot more would", () => {
    const input = fc.record({
      equity: fc.double({ min: 100, max: 1e7, noNaN: true }),
      price: fc.double({ min: 0.01, max: 5000, noNaN: true }),
      away: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      riskFraction: fc.double({ min: 0.0001, max: 0.1, noNaN: true }),
      lot: fc.constantFrom(1, 10, 0.01),
      maxExposure: fc.constantFrom(null, 0.5, 2),
    });
    fc.assert(
      fc.property(input, ({ equity, price, away, riskFraction, lot, maxExposure }) => {
        const size = fixedRiskSize({ equity, price, stop: price * (1 - away), riskFraction, lot, maxExposure });
        const allowed = Math.min(
          (equity * riskFraction) / (price * away),
          ((maxExposure ?? Infinity) * equity) / price,
        );
        if (typeof size === "string") {
          expect(size).toBe("below-lot");
          expect(allowed).toBeLessThan(lot * (1 + 1e-9));
          return;
        }
        expect(size.quantity).toBeLessThanOrEqual(allowed * (1 + 1e-9) + 1e-8 * lot);
        expect(size.quantity + lot).toBeGreaterThan(allowed * (1 - 1e-9));
        if (maxExposure === null) expect(size.isClipped).toBe(false);
      }),
    );
  });

  it("have a reason where there is none", () => {
    const risk = { ...ACCOUNT, riskFraction: 0.01 };
    expect(fixedRiskSize({ ...risk, stop: NaN })).toBe("no-stop");
    expect(fixedRiskSize({ ...risk, stop: 50 })).toBe("beyond-stop");
    expect(fixedRiskSize({ ...risk, stop: 51, side: "long" })).toBe("beyond-stop");
    expect(fixedRiskSize({ ...risk, stop: 49, side: "short" })).toBe("beyond-stop");
    expect(fixedRiskSize({ ...risk, price: NaN, stop: 1 })).toBe("no-estimate");
    expect(fixedRiskSize({ ...risk, lot: 10_000, stop: 40 })).toBe("below-lot");
    expect(fixedFractionSize({ ...ACCOUNT, equity: -5, fraction: 1 })).toBe("below-lot");
    expect(fixedFractionSize({ ...ACCOUNT, equity: NaN, fraction: 1 })).toBe("no-estimate");
    expect(fixedFractionSize({ ...ACCOUNT, fraction: 0 })).toBe("below-lot");
    for (const none of [NaN, 0, -1, Infinity]) {
      expect(atrSize({ ...risk, atr: none })).toBe("no-estimate");
      expect(volatilityTargetSize({ ...ACCOUNT, targetVolatility: 0.1, volatility: none })).toBe("no-estimate");
    }
  });

  it("refuse settings that are none", () => {
    expect(() => fixedFractionSize({ ...ACCOUNT, fraction: -1 })).toThrow(
      "fraction must be a finite number, not negative, was -1.",
    );
    expect(() => fixedRiskSize({ ...ACCOUNT, stop: 1, riskFraction: NaN })).toThrow("riskFraction must be");
    expect(() => fixedFractionSize({ ...ACCOUNT, fraction: 1, lot: 0 })).toThrow(
      "lot must be a finite number above 0, was 0.",
    );
    expect(() => atrSize({ ...ACCOUNT, riskFraction: 0.01, atr: 1, multiple: 0 })).toThrow("multiple must be");
  });
});

describe("calculatePositionSize", () => {
  it("is the rule that is named", () => {
    expect(calculatePositionSize({ method: "fixed-fraction", ...ACCOUNT, fraction: 0.1 })).toMatchObject({
      quantity: 200,
    });
    const risk = { ...ACCOUNT, riskFraction: 0.01 };
    expect(calculatePositionSize({ method: "fixed-risk", ...risk, stop: 47.5 })).toMatchObject({ quantity: 400 });
    expect(calculatePositionSize({ method: "atr", ...risk, atr: 2.5 })).toMatchObject({ quantity: 400 });
    const target = { targetVolatility: 0.1, volatility: 0.2 };
    expect(calculatePositionSize({ method: "volatility-target", ...ACCOUNT, ...target })).toMatchObject({
      quantity: 1000,
    });
    // Kelly 0.2, half of it: 10,000 / 50
    const coin = { winProbability: 0.6, winPerUnit: 1, share: 0.5 };
    expect(calculatePositionSize({ method: "kelly", ...ACCOUNT, ...coin })).toMatchObject({ quantity: 200 });
    // 0.1 / 0.2² = 2.5 times equity, cut to 1
    const drift = { mean: 0.1, volatility: 0.2 };
    expect(calculatePositionSize({ method: "kelly-continuous", ...ACCOUNT, ...drift })).toMatchObject({
      quantity: 2000,
      isClipped: true,
    });
    // f = 0.25 of the worst loss of 1: 25,000 units asked for, 2,000 allowed
    expect(calculatePositionSize({ method: "optimal-f", ...ACCOUNT, results: [2, -1] })).toMatchObject({
      quantity: 2000,
    });
    expect(calculatePositionSize({ method: "optimal-f", ...ACCOUNT, results: [200, -100] })).toMatchObject({
      quantity: 250,
    });
  });

  it("has no size without an edge", () => {
    const bad = { winProbability: 0.3, winPerUnit: 1 };
    expect(calculatePositionSize({ method: "kelly", ...ACCOUNT, ...bad })).toBe("no-edge");
    expect(calculatePositionSize({ method: "kelly-continuous", ...ACCOUNT, mean: -0.1, volatility: 0.2 })).toBe(
      "no-edge",
    );
    expect(calculatePositionSize({ method: "optimal-f", ...ACCOUNT, results: [1, -1] })).toBe("no-edge");
  });

  it("knows its rules by name", () => {
    const request = { method: "fixed-risc", ...ACCOUNT } as unknown as SizingRequest;
    expect(() => calculatePositionSize(request)).toThrow(
      'unknown sizing method "fixed-risc". Did you mean "fixed-risk"?',
    );
  });
});
